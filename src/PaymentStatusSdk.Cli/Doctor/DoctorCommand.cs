using System.CommandLine;
using PaymentStatusSdk.Cli.Configuration;
using PaymentStatusSdk.Cli.Output;
using PaymentStatusSdk.Cli.Payments;
using PaymentStatusSdk.Cli.Queries;

namespace PaymentStatusSdk.Cli.Doctor;

/// <summary><c>paymentstatus doctor</c>: examines the merchant's configuration, gateways and store.</summary>
internal static class DoctorCommand
{
    private static readonly Argument<string?> Client = new("client")
    {
        Description = "The client to examine; all by default",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private static readonly Option<bool> ShowFacts = new("--facts") { Description = "List every inferred wire fact, also undecided ones" };

    public static Command Create(CliHost host)
    {
        var command = new Command("doctor", "Examine the clients, gateways and store of your host")
        {
            Client, ShowFacts, QueryOptions.Listen,
        };
        StoreOptions.AddTo(command);
        command.SetAction(host, (parsed, output, cancellationToken) => RunAsync(parsed, host, output, cancellationToken));
        return command;
    }

    private static async Task<ExitCode> RunAsync(
        ParseResult parsed, CliHost host, CliOutput output, CancellationToken cancellationToken)
    {
        var configuration = ConfigurationOptions.Load(parsed, host);
        output.Redactor = configuration.Redactor;
        var clients = parsed.GetValue(Client) is { } name
            ? [MerchantClients.Get(configuration, name)]
            : MerchantClients.All(configuration);
        var findings = new List<Finding>();
        var facts = new List<InferredFact>();
        foreach (var client in clients)
        {
            output.Progress($"examining {client.Name} ...");
            var examination = new ClientExamination(client, parsed.GetValue(QueryOptions.Listen), host.Clock);
            await examination.RunAsync(cancellationToken);
            findings.AddRange(examination.Findings);
            facts.AddRange(examination.Facts);
        }

        findings.AddRange(await ExamineStoreAsync(parsed, configuration, host, cancellationToken));
        var data = new DoctorData { Findings = [.. findings.Select(one => Safe(one, configuration.Redactor))], Facts = facts };
        var code = findings.Exists(finding => finding.Level == FindingLevel.Problem) ? ExitCode.ProblemsFound : ExitCode.Success;
        return output.Result(
            code, data, CliJson.Default.DoctorData, console => DoctorScreen.Show(console, data, parsed.GetValue(ShowFacts)));
    }

    private static async Task<IReadOnlyList<Finding>> ExamineStoreAsync(
        ParseResult parsed, MerchantConfiguration configuration, CliHost host, CancellationToken cancellationToken)
    {
        try
        {
            var store = MerchantStore.Find(
                configuration, parsed.GetValue(StoreOptions.Store), parsed.GetValue(StoreOptions.Connection));
            await using var connection = TrackerConnection.Open(configuration, store, host.Clock);
            return await new StoreExamination(connection, store, host.Clock).RunAsync(cancellationToken);
        }
        catch (CliException exception)
        {
            // A host may track nothing: a store that nothing names is no problem.
            var isNamed = MerchantStore.IsNamed(
                configuration, parsed.GetValue(StoreOptions.Store), parsed.GetValue(StoreOptions.Connection));
            return
            [
                new Finding(
                    "store", "configuration", isNamed ? FindingLevel.Problem : FindingLevel.Undecided, exception.Message, exception.Advice),
            ];
        }
    }

    /// <summary>Returns the finding without the secrets of the configuration.</summary>
    public static Finding Safe(Finding finding, OutputRedactor redactor) =>
        finding with { Text = redactor.Redact(finding.Text), Advice = redactor.Redact(finding.Advice) };
}
