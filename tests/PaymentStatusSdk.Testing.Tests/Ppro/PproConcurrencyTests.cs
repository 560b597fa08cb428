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
    public async Task Calls_over_the_limit_are_queued()
    {
        await using var gateway = await StartAsync(new PproSimulatorOptions { ConcurrencyLimit = 2 });
        var hold = new FaultHold();
        gateway.Faults.Always(SimulatedFault.Hold(hold));

        var pending = Enumerable.Range(0, 4).Select(_ => SendQueryAsync(gateway)).ToArray();
        await gateway.WaitForRequestsAsync(4, Ct);
        await hold.WaitForArrivalsAsync(2, Ct);
        Assert.Equal(2, hold.Arrived);
        hold.Release();

        Assert.All(await Task.WhenAll(pending), answer => Assert.Equal(HttpStatusCode.OK, answer.StatusCode));
        Assert.Equal(4, hold.Arrived);
    }

    [Fact]
    public async Task Calls_over_the_limit_are_rejected_if_configured()
    {
        await using var gateway = await StartAsync(new PproSimulatorOptions
        {
            ConcurrencyLimit = 1,
            RefuseOverConcurrency = true,
            OverLimitWith = SimulatedFault.TooManyRequests(TimeSpan.FromSeconds(10)),
        });
        var hold = new FaultHold();
        gateway.Faults.Next(SimulatedFault.Hold(hold));
        var held = SendQueryAsync(gateway);
        await hold.WaitForArrivalsAsync(1, Ct);

        using var refused = await SendQueryAsync(gateway);
        hold.Release();
        using var answered = await held;

        Assert.Equal((HttpStatusCode.TooManyRequests, HttpStatusCode.OK), (refused.StatusCode, answered.StatusCode));
        Assert.Equal(TimeSpan.FromSeconds(10), refused.Headers.RetryAfter?.Delta);
    }

    [Fact]
    public async Task Call_after_an_answer_finds_a_free_slot()
    {
        await using var gateway = await StartAsync(new PproSimulatorOptions
        {
            ConcurrencyLimit = 1,
            RefuseOverConcurrency = true,
            OverLimitWith = SimulatedFault.TooManyRequests(),
        });

        for (var call = 0; call < 200; call++)
        {
            using var answer = await SendQueryAsync(gateway);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        }
    }

    [Fact]
    public async Task Slow_answer_keeps_its_slot()
    {
        var clock = new ManualTimeProvider();
        await using var gateway = await StartAsync(new PproSimulatorOptions
        {
            TimeProvider = clock,
            ConcurrencyLimit = 1,
            RefuseOverConcurrency = true,
            OverLimitWith = SimulatedFault.TooManyRequests(),
        });
        gateway.Faults.Next(SimulatedFault.SlowDrip(TimeSpan.FromSeconds(1)));
        using var leaving = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        var slow = _http.PostAsync(gateway.Endpoint, PproQuery.ByTxId("1"), leaving.Token);
        await clock.WaitForTimerAsync(left => left == TimeSpan.FromSeconds(1), Ct);

        using var refused = await SendQueryAsync(gateway);
        await leaving.CancelAsync();

        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => slow);
    }

    private static async Task<PproSimulator> StartAsync(PproSimulatorOptions options)
    {
        var gateway = await PproSimulator.StartAsync(options, Ct);
        gateway.Put(new SimulatedPproTransaction { TxId = "1", Status = "PENDING" });
        return gateway;
    }

    private Task<HttpResponseMessage> SendQueryAsync(PproSimulator gateway) => _http.PostAsync(gateway.Endpoint, PproQuery.ByTxId("1"), Ct);
}
