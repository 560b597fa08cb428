using System.CommandLine;
using System.Net.Sockets;
using PaymentStatusSdk.Cli.Output;
using PaymentStatusSdk.Cli.Simulate.Control;
using PaymentStatusSdk.Simulators;
using PaymentStatusSdk.Simulators.ConvergeGate;
using PaymentStatusSdk.Simulators.Desjardins;
using PaymentStatusSdk.Simulators.Ppro;

namespace PaymentStatusSdk.Cli.Simulate;

/// <summary><c>paymentstatus simulate</c>: the three gateways on fixed ports, until Ctrl+C.</summary>
internal static class SimulateCommand
{
    public static Command Create(CliHost host)
    {
        var command = new Command("simulate", "Simulate the payment gateways on this machine, with a JSON control API, until Ctrl+C");
        foreach (var option in SimulateOptions.All) command.Options.Add(option);
        command.SetAction(host, (parsed, output, cancellationToken) => RunAsync(parsed, host, output, cancellationToken));
        return command;
    }

    private static async Task<ExitCode> RunAsync(
        ParseResult parsed, CliHost host, CliOutput output, CancellationToken cancellationToken)
    {
        using var certificates = parsed.GetValue(SimulateOptions.ClientCertificate) ? SimulatorCertificates.Create() : null;
        try
        {
            await using var cards = await ConvergeGateSimulator.StartAsync(
                new ConvergeGateSimulatorOptions
                {
                    Port = parsed.GetValue(SimulateOptions.ConvergeGatePort),
                    NotificationUrl = parsed.GetValue(SimulateOptions.ConvergeGateNotifyUrl),
                },
                cancellationToken);
            await using var ppro = await PproSimulator.StartAsync(
                new PproSimulatorOptions
                {
                    Port = parsed.GetValue(SimulateOptions.PproPort),
                    NotificationUrl = parsed.GetValue(SimulateOptions.PproNotifyUrl),
                    Certificates = certificates,
                    ClientCertificate = certificates is null ? PproCertificateCheck.None : PproCertificateCheck.Handshake,
                },
                cancellationToken);
            await using var desjardins = await DesjardinsSimulator.StartAsync(
                new DesjardinsSimulatorOptions { Port = parsed.GetValue(SimulateOptions.DesjardinsPort) }, cancellationToken);
            await using var control = await SimulatorControl.StartAsync(
                [cards, ppro, desjardins], parsed.GetValue(SimulateOptions.ControlPort), cancellationToken);
            InitialTransactions.PutInto(cards, ppro, desjardins);
            using var files = certificates is null ? null : new SimulatorCertificateFiles(certificates);
            Show(output, new SimulatorSet(
                cards, ppro, desjardins, control, parsed.GetValue(SimulateOptions.HostUrl)!, files?.Folder));
            await WaitForStopAsync(host, cancellationToken);
            return ExitCode.Success;
        }
        catch (Exception exception) when (exception is IOException or SocketException)
        {
            throw new CliException(
                ExitCode.Unreachable, exception.Message,
                "Choose other ports with --control-port, --convergegate-port, --ppro-port and --desjardins-port (0 means any free port).");
        }
    }

    private static void Show(CliOutput output, SimulatorSet simulators) => output.Result(
        ExitCode.Success,
        new SimulateData
        {
            Control = simulators.Control.Endpoint,
            Gateways = [.. simulators.Gateways.Select(one => new SimulatedGatewayData { Name = one.Name, Endpoint = one.Endpoint })],
            Settings = SimulatorSettings.For(simulators),
        },
        CliJson.Default.SimulateData,
        console => SimulatorScreen.Show(console.Profile.Out.Writer, simulators));

    // A stop is how the command ends, and no error.
    private static async Task WaitForStopAsync(CliHost host, CancellationToken cancellationToken)
    {
        try
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, host.Clock, cancellationToken);
        }
        catch (OperationCanceledException)
        {
        }
    }
}
