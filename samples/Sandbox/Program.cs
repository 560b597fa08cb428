using System.Net.Sockets;
using PaymentStatusSdk.Samples.Sandbox;
using PaymentStatusSdk.Samples.Sandbox.Control;
using PaymentStatusSdk.Simulators;
using PaymentStatusSdk.Simulators.ConvergeGate;
using PaymentStatusSdk.Simulators.Desjardins;
using PaymentStatusSdk.Simulators.Ppro;

if (args.Contains("--help") || args.Contains("-h"))
{
    Console.WriteLine(SandboxArguments.Help);
    return 0;
}

if (!SandboxArguments.TryParse(args, out var arguments, out var error))
{
    Console.Error.WriteLine(error);
    Console.Error.WriteLine("See: dotnet run --project samples/Sandbox -- --help");
    return 2;
}

using var certificates = arguments.ClientCertificate ? SimulatorCertificates.Create() : null;
try
{
    await using var cards = await ConvergeGateSimulator.StartAsync(new ConvergeGateSimulatorOptions
    {
        Port = arguments.ConvergeGatePort,
        NotificationUrl = arguments.ConvergeGateNotificationUrl,
    });
    await using var ppro = await PproSimulator.StartAsync(new PproSimulatorOptions
    {
        Port = arguments.PproPort,
        NotificationUrl = arguments.PproNotificationUrl,
        Certificates = certificates,
        ClientCertificate = certificates is null ? PproCertificateCheck.None : PproCertificateCheck.Handshake,
    });
    await using var desjardins = await DesjardinsSimulator.StartAsync(new DesjardinsSimulatorOptions { Port = arguments.DesjardinsPort });
    await using var control = await SimulatorControl.StartAsync([cards, ppro, desjardins], arguments.ControlPort);
    SandboxTransactions.PutInto(cards, ppro, desjardins);
    using var files = certificates is null ? null : new CertificateFiles(certificates);
    SandboxScreen.Show(cards, ppro, desjardins, control, arguments.HostUrl, files?.Folder);
    await StopSignal.WaitAsync();
    return 0;
}
catch (Exception exception) when (exception is IOException or SocketException)
{
    Console.Error.WriteLine(
        $"{exception.Message} Choose other ports with --control-port, --convergegate-port, --ppro-port and --desjardins-port (0 means any "
        + "free port).");
    return 1;
}
