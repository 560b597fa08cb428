using System.Net;
using System.Net.Sockets;
using PaymentStatusSdk.Cli.Doctor;
using PaymentStatusSdk.Testing;

namespace PaymentStatusSdk.Cli.Tests.Doctor;

/// <summary>The message to an address at which nothing answers in time.</summary>
public sealed class CallbackProbeTests : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly ManualTimeProvider _clock = new();
    private readonly CallbackProbe _probe;

    public CallbackProbeTests()
    {
        _listener.Start();
        var address = new Uri($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/");
        _probe = new CallbackProbe("dips", address, new Uri("http://127.0.0.1/"), "bank", _clock);
    }

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public void Dispose() => _listener.Dispose();

    [Fact]
    public async Task Silent_host_is_a_problem_after_ten_seconds()
    {
        var run = _probe.RunAsync(isListening: false, Ct);
        using var server = await _listener.AcceptTcpClientAsync(Ct);
        await server.GetStream().ReadExactlyAsync(new byte[1], Ct);
        _clock.Advance(TimeSpan.FromSeconds(10) - TimeSpan.FromTicks(1));
        var isWaiting = !run.IsCompleted;
        _clock.Advance(TimeSpan.FromTicks(1));
        var finding = await run;

        Assert.True(isWaiting);
        Assert.Equal((FindingLevel.Problem, "Nothing answers at this address."), (finding.Level, finding.Text));
    }

    // The addresses of the host, and those of the gateway.
    [Theory]
    [InlineData("10.0.0.1", "203.0.113.1", true)]
    [InlineData("10.0.0.1 ::1", "10.0.0.2 203.0.113.1", true)]
    [InlineData("10.0.0.1", "", true)]
    [InlineData("10.0.0.1 198.51.100.1", "203.0.113.1", false)]
    [InlineData("198.51.100.1", "203.0.113.1", false)]
    [InlineData("198.51.100.1", "127.0.0.1", false)]
    [InlineData("10.0.0.1", "10.0.0.2 127.0.0.1", false)]
    [InlineData("", "203.0.113.1", false)]
    public void Host_with_private_addresses_is_out_of_reach_of_a_gateway_elsewhere(string host, string gateway, bool isUnreachable) =>
        Assert.Equal(isUnreachable, CallbackProbe.IsUnreachable(Parse(host), Parse(gateway)));

    [Fact]
    public async Task Stopped_probe_is_not_a_finding()
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        var run = _probe.RunAsync(isListening: false, stop.Token);
        using var server = await _listener.AcceptTcpClientAsync(Ct);
        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run);
    }

    private static IPAddress[] Parse(string addresses) =>
        [.. addresses.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(address => IPAddress.Parse(address))];
}
