using System.CommandLine;
using System.Globalization;
using PaymentStatusSdk.Cli.Output;
using PaymentStatusSdk.Cli.Simulate;
using Spectre.Console;

namespace PaymentStatusSdk.Cli.Trigger;

/// <summary><c>paymentstatus trigger</c>: moves a simulated transaction and sends its notification.</summary>
internal static class TriggerCommand
{
    private static readonly Argument<string> Gateway = GatewayArgument();

    private static readonly Argument<string> Reference = new("reference")
    {
        Description = "The merchant or gateway reference; an unknown merchant reference begins a new transaction",
    };

    private static readonly Argument<string> State = new("state")
    {
        Description = "The new state, such as pending, authorized, captured, declined, canceled, refunded, chargeback",
    };

    private static readonly Option<bool> Force = new("--force")
    {
        Description = "Also allow a move that the gateway does not make, and any value as the state",
    };

    private static readonly Option<Uri?> Control = SimulateOptions.Url(
        "--control", "The control API of the simulators", new Uri("http://127.0.0.1:7090"));

    private static readonly Option<Uri?> NotifyUrl = SimulateOptions.Url("--notify-url", "Send this and later notifications to this URL");

    public static Command Create(CliHost host)
    {
        var command = new Command("trigger", "Move a simulated transaction and send its notification")
        {
            Gateway, Reference, State, Force, Control, NotifyUrl,
        };
        command.SetAction(host, (parsed, output, cancellationToken) => RunAsync(parsed, host, output, cancellationToken));
        return command;
    }

    private static Argument<string> GatewayArgument()
    {
        var argument = new Argument<string>("gateway") { Description = "The gateway of the simulator" };
        argument.AcceptOnlyFromAmong([.. TriggerGateway.Names]);
        return argument;
    }

    private static async Task<ExitCode> RunAsync(
        ParseResult parsed, CliHost host, CliOutput output, CancellationToken cancellationToken)
    {
        var gateway = TriggerGateway.Of(parsed.GetRequiredValue(Gateway));
        var force = parsed.GetValue(Force);
        var word = parsed.GetRequiredValue(State);
        var move = gateway.MoveTo(word) ?? (force ? new TriggerMove(word) : throw new CliException(
            ExitCode.UsageError,
            $"The {gateway.Name} simulator has no state '{word}'.",
            $"Use one of {string.Join(", ", gateway.Moves.Keys.Order(StringComparer.Ordinal))}, or add --force for any other value."));
        using var client = new SimulatorClient(parsed.GetValue(Control)!, gateway.Name);
        var trigger = new SimulatedMove(gateway, client, host.Clock);
        var data = await trigger.RunAsync(
            parsed.GetRequiredValue(Reference), move, force, parsed.GetValue(NotifyUrl), cancellationToken);
        return output.Result(ExitCode.Success, data, CliJson.Default.TriggerData, console => Show(console, data));
    }

    private static void Show(IAnsiConsole console, TriggerData data)
    {
        var from = data.Created ? "new" : data.From;
        console.WriteLine(TerminalText.Clean(
            $"{data.Gateway} {data.GatewayReference} ({data.MerchantReference}): {from} -> {data.To}"));
        var status = data.NotificationStatus?.ToString(CultureInfo.InvariantCulture) ?? "no answer";
        console.WriteLine(data.Notification switch
        {
            NotificationOutcome.Accepted => $"The host accepted the notification ({status}).",
            NotificationOutcome.Rejected => $"The host did not accept the notification ({status}).",
            NotificationOutcome.NoAddress => "No notification was sent: the simulator has no address. Add --notify-url.",
            _ => "The simulator sends no notification of this move: the next check finds it, or 'check' makes one now.",
        });
    }
}
