using PaymentStatusSdk.Cli.Record;

namespace PaymentStatusSdk.Cli.Tests.Record;

/// <summary>The failures of a query that is recorded.</summary>
public class RecordingSessionTests
{
    private static readonly TransactionQuery Query = TransactionQuery.ByMerchantReference("ORDER-1");

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Failure_of_the_gateway_is_a_reading()
    {
        foreach (var kind in Enum.GetValues<TransactionStatusErrorKind>().Except([TransactionStatusErrorKind.Configuration]))
        {
            var reading = await RecordingSession.ReadAsync(new FailingClient(new TransactionStatusException(kind, "text")), Query, Ct);

            Assert.Equal(kind, reading.Failure);
        }
    }

    [Fact]
    public async Task Failure_before_the_query_was_sent_is_an_error()
    {
        var configuration = new TransactionStatusException(TransactionStatusErrorKind.Configuration, "No key.");

        var ofConfiguration = await Assert.ThrowsAsync<CliException>(
            () => RecordingSession.ReadAsync(new FailingClient(configuration), Query, Ct));
        var ofQuery = await Assert.ThrowsAsync<CliException>(
            () => RecordingSession.ReadAsync(new FailingClient(new ArgumentException("Too long.")), Query, Ct));

        Assert.Equal((ExitCode.ConfigurationError, "No key."), (ofConfiguration.Code, ofConfiguration.Message));
        Assert.StartsWith("Correct the configuration of the client.", ofConfiguration.Advice, StringComparison.Ordinal);
        Assert.Equal((ExitCode.UsageError, "Too long."), (ofQuery.Code, ofQuery.Message));
        Assert.Equal("Query by the other reference (--by-gateway), or correct the reference.", ofQuery.Advice);
    }

    private sealed class FailingClient(Exception failure) : ITransactionStatusClient
    {
        public TransactionStatusClientMetadata Metadata { get; } = new("cards", "convergegate", new GatewayCapabilities());

        public Task<TransactionStatusResult> GetStatusAsync(TransactionQuery query, CancellationToken cancellationToken = default) =>
            Task.FromException<TransactionStatusResult>(failure);
    }
}
