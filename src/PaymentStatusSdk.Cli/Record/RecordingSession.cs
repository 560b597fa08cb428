using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using PaymentStatusSdk.Cli.Configuration;
using PaymentStatusSdk.Cli.Output;
using PaymentStatusSdk.Cli.Queries;
using PaymentStatusSdk.Simulators.Recordings;

namespace PaymentStatusSdk.Cli.Record;

/// <summary>Sends the queries one after the other, and adds each of them to a recording.</summary>
internal sealed class RecordingSession(MerchantClient client, Uri? listen, TimeProvider clock, CliOutput output)
{
    private readonly ExchangeRecorder _recorder = new();

    /// <exception cref="CliException">An exchange had no answer, so there is nothing to replay.</exception>
    public async Task RunAsync(IEnumerable<TransactionQuery> queries, RecordingBuilder builder, CancellationToken cancellationToken)
    {
        // Without retries, the exchanges of a query are those that its result comes from.
        var recorded = ReplaySettings.Apply(client, ReplaySettings.With(client, "MaxRetries", "0"));
        await using var connection = await MerchantConnection.OpenAsync(
            recorded, listen, clock, cancellationToken, configure: Record, configureApp: app => app.Use(_recorder.RecordPostAsync));
        foreach (var query in queries)
        {
            output.Progress($"querying {query.MerchantReference ?? query.GatewayReference} ...");
            var reading = await ReadAsync(connection.Client, query, cancellationToken);
            builder.Add(query, Complete(await _recorder.TakeAsync(cancellationToken), reading), reading);
        }
    }

    private void Record(GatewayBuilder gateway) =>
        gateway.ConfigureHttpClient(http => http.AddHttpMessageHandler(() => new ExchangeRecordingHandler(_recorder)));

    /// <summary>Returns the result or the failure of a query.</summary>
    /// <exception cref="CliException">The query could not be sent.</exception>
    public static async Task<RecordedReading> ReadAsync(
        ITransactionStatusClient connection, TransactionQuery query, CancellationToken cancellationToken)
    {
        try
        {
            return RecordedReading.Of(await connection.GetStatusAsync(query, cancellationToken));
        }
        catch (TransactionStatusException exception) when (exception.Kind == TransactionStatusErrorKind.Configuration)
        {
            throw new CliException(ExitCode.ConfigurationError, exception.Message, GuardedQuery.AdviceFor(exception.Kind));
        }
        catch (TransactionStatusException exception)
        {
            return RecordedReading.Of(exception);
        }
        catch (ArgumentException exception)
        {
            throw new CliException(
                ExitCode.UsageError, exception.Message, "Query by the other reference (--by-gateway), or correct the reference.");
        }
    }

    /// <summary>Returns the exchanges of a query.</summary>
    /// <exception cref="CliException">The gateway did not answer each of them.</exception>
    public static IReadOnlyList<RawExchange> Complete(IReadOnlyList<RawExchange> exchanges, RecordedReading reading) =>
        exchanges.Count > 0 && exchanges.All(HasAnswer) && !IsSilence(reading)
            ? exchanges
            : throw new CliException(
                ExitCode.Unreachable, $"Nothing was recorded: the gateway did not answer ({reading.Failure}).",
                "Run doctor for this client, and record again when the gateway answers.");

    // A gateway may POST the answer and close the connection without a reply.
    private static bool HasAnswer(RawExchange exchange) => exchange.Status is not null || exchange.Posts.Count > 0;

    private static bool IsSilence(RecordedReading reading) => reading.Failure
        is TransactionStatusErrorKind.CallbackTimeout or TransactionStatusErrorKind.Timeout or TransactionStatusErrorKind.Transport;
}
