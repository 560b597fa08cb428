using System.Net;
using System.Net.Sockets;

namespace PaymentStatusSdk.Cli.Tests.Simulate;

public class SimulateCommandTests
{
    private static readonly string[] AnyPorts =
        ["simulate", "--control-port", "0", "--convergegate-port", "0", "--ppro-port", "0", "--desjardins-port", "0"];

    [Fact]
    public async Task Control_port_in_use_names_the_options()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = $"{((IPEndPoint)taken.LocalEndpoint).Port}";

        var run = await CliRun.Of(["simulate", "--control-port", port, .. AnyPorts[3..]]);

        Assert.Equal(ExitCode.Unreachable, run.Code);
        Assert.Contains("--control-port", run.Error, StringComparison.Ordinal);
    }
}
