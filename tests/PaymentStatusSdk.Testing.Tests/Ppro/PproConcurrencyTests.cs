using System.Net;
using PaymentStatusSdk.Simulators.Faults;
using PaymentStatusSdk.Simulators.Ppro;

namespace PaymentStatusSdk.Testing.Tests.Ppro;

public sealed class PproConcurrencyTests : IDisposable
{
    private readonly HttpClient _http = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public void Dispose() => _http.Dispose();

    [Fact]
    public async Task Calls_over_the_limit_wait_for_their_turn()
    {
        await using var gateway = await StartAsync(new PproSimulatorOptions { ConcurrencyLimit = 2 });
        var gate = new FaultHold();
        gateway.Faults.Always(SimulatedFault.Hold(gate));

        var asking = Enumerable.Range(0, 4).Select(_ => AskAsync(gateway)).ToArray();
        await gateway.WaitForRequestsAsync(4, Ct);
        await gate.WaitForArrivalsAsync(2, Ct);
        Assert.Equal(2, gate.Arrived);
        gate.Release();

        Assert.All(await Task.WhenAll(asking), answer => Assert.Equal(HttpStatusCode.OK, answer.StatusCode));
        Assert.Equal(4, gate.Arrived);
    }

    [Fact]
    public async Task Calls_over_the_limit_are_refused_where_the_option_says_so()
    {
        await using var gateway = await StartAsync(new PproSimulatorOptions
        {
            ConcurrencyLimit = 1,
            RefuseOverConcurrency = true,
            OverLimitWith = SimulatedFault.TooManyRequests(TimeSpan.FromSeconds(10)),
        });
        var gate = new FaultHold();
        gateway.Faults.Next(SimulatedFault.Hold(gate));
        var held = AskAsync(gateway);
        await gate.WaitForArrivalsAsync(1, Ct);

        using var refused = await AskAsync(gateway);
        gate.Release();
        using var answered = await held;

        Assert.Equal((HttpStatusCode.TooManyRequests, HttpStatusCode.OK), (refused.StatusCode, answered.StatusCode));
        Assert.Equal(TimeSpan.FromSeconds(10), refused.Headers.RetryAfter?.Delta);
    }

    private static async Task<PproSimulator> StartAsync(PproSimulatorOptions options)
    {
        var gateway = await PproSimulator.StartAsync(options, Ct);
        gateway.Put(new SimulatedPproTransaction { TxId = "1", Status = "PENDING" });
        return gateway;
    }

    private Task<HttpResponseMessage> AskAsync(PproSimulator gateway) => _http.PostAsync(gateway.Endpoint, PproQuery.ByTxId("1"), Ct);
}
