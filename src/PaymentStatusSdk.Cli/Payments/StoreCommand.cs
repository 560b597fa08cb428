using System.CommandLine;
using PaymentStatusSdk.Cli.Configuration;
using PaymentStatusSdk.Cli.Output;

namespace PaymentStatusSdk.Cli.Payments;

/// <summary>Runs a command on the merchant's store.</summary>
internal static class StoreCommand
{
    public static void SetStoreAction(
        this Command command, CliHost host, Func<ParseResult, TrackerConnection, CliOutput, CancellationToken, Task<ExitCode>> run) =>
        command.SetAction(host, (parsed, output, cancellationToken) => RunAsync(parsed, host, output, run, cancellationToken));

    private static async Task<ExitCode> RunAsync(
        ParseResult parsed, CliHost host, CliOutput output,
        Func<ParseResult, TrackerConnection, CliOutput, CancellationToken, Task<ExitCode>> run, CancellationToken cancellationToken)
    {
        var configuration = ConfigurationOptions.Load(parsed, host);
        output.Redactor = configuration.Redactor;
        var store = MerchantStore.Find(
            configuration, parsed.GetValue(StoreOptions.Store), parsed.GetValue(StoreOptions.Connection));
        await using var connection = TrackerConnection.Open(configuration, store, host.Clock);
        return await run(parsed, connection, output, cancellationToken);
    }
}
