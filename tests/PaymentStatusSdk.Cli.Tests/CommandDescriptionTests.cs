using System.CommandLine;
using PaymentStatusSdk.Cli.Doctor;
using PaymentStatusSdk.Cli.Payments;
using PaymentStatusSdk.Cli.Queries;
using PaymentStatusSdk.Cli.Record;
using PaymentStatusSdk.Cli.Simulate;
using PaymentStatusSdk.Cli.Trigger;

namespace PaymentStatusSdk.Cli.Tests;

/// <summary>The texts of the help.</summary>
public class CommandDescriptionTests
{
    [Fact]
    public void Every_command_argument_and_option_has_a_description()
    {
        var host = new CliHost { Out = TextWriter.Null, Error = TextWriter.Null, Folder = "." };
        Command[] commands =
        [
            DoctorCommand.Create(host), GetCommand.Create(host), WatchCommand.Create(host), ListCommand.Create(host),
            HistoryCommand.Create(host), OperationCommands.CreateCheck(host), OperationCommands.CreateRedeliver(host),
            OperationCommands.CreateResolve(host), OperationCommands.CreateStop(host), RecordCommand.Create(host),
            SimulateCommand.Create(host), TriggerCommand.Create(host),
        ];

        var symbols = commands.SelectMany(SymbolsOf);

        Assert.Empty(symbols.Where(symbol => string.IsNullOrWhiteSpace(symbol.Description)).Select(symbol => symbol.Name));
    }

    [Fact]
    public async Task Help_of_the_tool_describes_it_and_its_option()
    {
        var run = await CliRun.Of("--help");

        // A terminal may wrap the lines.
        var help = string.Join(' ', run.Out.ReplaceLineEndings(" ").Split(' ', StringSplitOptions.RemoveEmptyEntries));
        Assert.Contains("Queries payments, follows them in the store, and simulates the gateways.", help, StringComparison.Ordinal);
        Assert.Contains("Write one JSON document on one line instead of text", help, StringComparison.Ordinal);
    }

    private static Symbol[] SymbolsOf(Command command) => [command, .. command.Arguments, .. command.Options];
}
