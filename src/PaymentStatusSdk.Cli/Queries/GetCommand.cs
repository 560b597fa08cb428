using System.CommandLine;
using PaymentStatusSdk.Cli.Configuration;
using PaymentStatusSdk.Cli.Output;

namespace PaymentStatusSdk.Cli.Queries;

/// <summary><c>paymentstatus get</c>: one query with the merchant's own configuration.</summary>
internal static class GetCommand
{
    public static Command Create(CliHost host)
    {
        var command = new Command("get", "Query the status of one payment at its gateway; the exit code is the verdict");
        QueryOptions.AddTo(command);
        command.SetAction(host, (parsed, output, cancellationToken) => RunAsync(parsed, host, output, cancellationToken));
        return command;
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
        var result = await GuardedQuery.RunAsync(() => connection.Client.GetStatusAsync(query, cancellationToken));
        var code = ExitCodes.Of(result, query.ExpectedAmount);
        var data = PaymentData.Of(result, query.ExpectedAmount, configuration.Redactor);
        return output.Result(code, data, CliJson.Default.PaymentData, console => PaymentScreen.Show(console, code, data));
    }
}
