using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using PaymentStatusSdk.Cli.Configuration;
using PaymentStatusSdk.Cli.Output;

namespace PaymentStatusSdk.Cli.Queries;

/// <summary><c>paymentstatus watch</c>: queries a payment until it is final, and shows each change.</summary>
internal static class WatchCommand
{
    private static readonly TimeSpan LongestEvery = TimeSpan.FromDays(1);

    private static readonly Option<TimeSpan> For = Duration("--for", "How long to watch", PollingSchedule.Default.MaxDuration!.Value);

    private static readonly Option<TimeSpan> Every = Duration(
        "--every", "The time between queries; by default 1, 2, 4, 8 and then 15 seconds", TimeSpan.Zero);

    public static Command Create(CliHost host)
    {
        var command = new Command("watch", "Query a payment until it is final; the exit code is the last verdict");
        QueryOptions.AddTo(command);
        command.Options.Add(For);
        command.Options.Add(Every);
        command.SetAction(host, (parsed, output, cancellationToken) => RunAsync(parsed, host, output, cancellationToken));
        return command;
    }

    /// <summary>Reads a duration such as 90s, 2m or 1h.</summary>
    public static TimeSpan? ReadDuration(string? text)
    {
        if (string.IsNullOrEmpty(text)
            || !double.TryParse(text[..^1], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number))
        {
            return null;
        }

        double? seconds = text[^1] switch { 's' => number, 'm' => number * 60, 'h' => number * 3600, _ => null };
        return seconds is > 0 && seconds <= LongestEvery.TotalSeconds ? TimeSpan.FromSeconds(seconds.Value) : null;
    }

    private static async Task<ExitCode> RunAsync(
        ParseResult parsed, CliHost host, CliOutput output, CancellationToken cancellationToken)
    {
        var query = QueryOptions.QueryOf(parsed);
        var configuration = ConfigurationOptions.Load(parsed, host);
        output.Redactor = configuration.Redactor;
        var client = MerchantClients.Get(configuration, parsed.GetRequiredValue(QueryOptions.Client));
        await using var connection = await MerchantConnection.OpenAsync(
            client, parsed.GetValue(QueryOptions.Listen), host.Clock, cancellationToken);
        var every = parsed.GetValue(Every);
        var delays = every == TimeSpan.Zero ? PollingSchedule.Default : new PollingSchedule(every);
        var schedule = delays with { MaxDuration = parsed.GetValue(For) };
        var payment = $"{client.Name} {query.MerchantReference ?? query.GatewayReference}";
        return await GuardedQuery.RunAsync(async () =>
        {
            ReportingClient watched;
            ExitCode? written = null;
            using (var screen = new WatchScreen(host, output, payment, schedule))
            {
                watched = new ReportingClient(connection.Client, screen.Began, screen.Ended);
                await foreach (var result in watched.WatchAsync(query, schedule, host.Clock, cancellationToken))
                {
                    var (code, data) = (ExitCodes.Of(result, query.ExpectedAmount), DataOf(result));
                    written = code;
                    screen.Write(() => output.Result(
                        code, data, CliJson.Default.PaymentData,
                        console => console.Profile.Out.Writer.WriteLine(PaymentScreen.Line(code, data))));
                }
            }

            return End(watched, written);
        });

        PaymentData DataOf(TransactionStatusResult result) => PaymentData.Of(result, query.ExpectedAmount, configuration.Redactor);

        ExitCode End(ReportingClient watched, ExitCode? written)
        {
            var latest = watched.Latest!;
            if (watched.Failure is { } failure) throw Silence(latest, failure);
            var (code, data) = (ExitCodes.Of(latest, query.ExpectedAmount), DataOf(latest));
            if (!output.IsJson || code != written)
                output.Result(code, data, CliJson.Default.PaymentData, console => PaymentScreen.Show(console, code, data));
            return code;
        }
    }

    // A state that was true some time ago must not be taken for the present one.
    private static CliException Silence(TransactionStatusResult latest, TransactionStatusException failure)
    {
        var at = latest.ObservedAt.ToUniversalTime().ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);
        return new CliException(
            ExitCode.Unreachable, $"last answer at {at}; the gateway has not answered since. {failure.Message}",
            "Run the command again when the gateway answers: the state may have changed.");
    }

    private static Option<TimeSpan> Duration(string name, string description, TimeSpan standard) => new(name)
    {
        Description = $"{description}, such as 30s, 5m or 2h",
        DefaultValueFactory = _ => standard,
        CustomParser = result => Parse(result, name),
    };

    private static TimeSpan Parse(ArgumentResult result, string name)
    {
        if (ReadDuration(result.Tokens.SingleOrDefault()?.Value) is { } duration) return duration;
        result.AddError($"{name} requires a duration up to a day, such as 30s, 5m or 2h.");
        return default;
    }
}
