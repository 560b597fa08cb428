using System.Net;
using PaymentStatusSdk.Simulators.Faults;
using PaymentStatusSdk.Simulators.Ppro;

namespace PaymentStatusSdk.Testing.Tests.Ppro;

public sealed class PproConcurrencyTests : IDisposable
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

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
        await using var gateway = await StartAsync(OneCall());

        for (var call = 0; call < 200; call++)
        {
            using var answer = await SendQueryAsync(gateway);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        }
    }

    [Fact]
    public async Task Call_after_a_huge_answer_finds_a_free_slot()
    {
        await using var gateway = await StartAsync(OneCall());

        for (var call = 0; call < 100; call++)
        {
            gateway.Faults.Next(SimulatedFault.HugeBody(100_000));
            using var huge = await SendQueryAsync(gateway);
            // A refusal has the status only without a fault.
            using var answer = await SendQueryAsync(gateway);
            Assert.Equal((100_000L, HttpStatusCode.OK), (huge.Content.Headers.ContentLength, answer.StatusCode));
        }
    }

    [Fact]
    public async Task Large_answer_keeps_its_slot_until_the_client_reads_it()
    {
        await using var gateway = await StartAsync(OneCall());
        // The buffers of server, connection and client hold less.
        gateway.Faults.Next(SimulatedFault.Body(new byte[32 * 1024 * 1024]));
        using var unread = await SendUnreadQueryAsync(gateway);

        using var refused = await SendQueryAsync(gateway);
        await unread.Content.ReadAsByteArrayAsync(Ct);
        using var answered = await SendQueryAsync(gateway);

        Assert.Equal((HttpStatusCode.TooManyRequests, HttpStatusCode.OK), (refused.StatusCode, answered.StatusCode));
    }

    [Fact]
    public async Task Slow_answer_keeps_its_slot()
    {
        var clock = new ManualTimeProvider();
        await using var gateway = await StartAsync(OneCall(clock));
        gateway.Faults.Next(SimulatedFault.SlowDrip(Second));
        using var leaving = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        var slow = _http.PostAsync(gateway.Endpoint, PproQuery.ByTxId("1"), leaving.Token);
        await clock.WaitForTimerAsync(left => left == Second, Ct);

        using var refused = await SendQueryAsync(gateway);
        await leaving.CancelAsync();

        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => slow);
    }

    [Fact]
    public async Task Slow_answer_has_freed_its_slot_when_its_last_byte_arrives()
    {
        var clock = new ManualTimeProvider();
        await using var gateway = await StartAsync(OneCall(clock));
        gateway.Faults.Next(SimulatedFault.SlowDrip(Second));
        using var slow = await SendUnreadQueryAsync(gateway);
        await using var body = await slow.Content.ReadAsStreamAsync(Ct);
        for (var left = slow.Content.Headers.ContentLength!.Value; left > 0; left--)
        {
            await body.ReadExactlyAsync(new byte[1], Ct);
            if (left > 1) await clock.AdvanceWhenScheduledAsync(Second, Ct);
        }

        // The connection of the slow answer is not free before the last interval has passed.
        using var other = new HttpClient();
        using var answered = await other.PostAsync(gateway.Endpoint, PproQuery.ByTxId("1"), Ct);

        Assert.Equal(HttpStatusCode.OK, answered.StatusCode);
    }

    [Fact]
    public async Task Each_call_frees_its_slot_once()
    {
        await using var gateway = await StartAsync(OneCall());
        using var first = await SendQueryAsync(gateway);
        gateway.Faults.Next(SimulatedFault.ResetHalfway);
        await Assert.ThrowsAnyAsync<Exception>(() => SendQueryAsync(gateway));
        var hold = new FaultHold();
        gateway.Faults.Next(SimulatedFault.Hold(hold));
        var held = SendQueryAsync(gateway);
        await hold.WaitForArrivalsAsync(1, Ct);

        using var refused = await SendQueryAsync(gateway);
        hold.Release();
        using var answered = await held;

        Assert.Equal(
            [HttpStatusCode.OK, HttpStatusCode.TooManyRequests, HttpStatusCode.OK],
            new[] { first, refused, answered }.Select(answer => answer.StatusCode));
    }

    private static PproSimulatorOptions OneCall(TimeProvider? clock = null) => new()
    {
        TimeProvider = clock ?? TimeProvider.System,
        ConcurrencyLimit = 1,
        RefuseOverConcurrency = true,
        OverLimitWith = SimulatedFault.TooManyRequests(),
    };

    private static async Task<PproSimulator> StartAsync(PproSimulatorOptions options)
    {
        var gateway = await PproSimulator.StartAsync(options, Ct);
        gateway.Put(new SimulatedPproTransaction { TxId = "1", Status = "PENDING" });
        return gateway;
    }

    private Task<HttpResponseMessage> SendQueryAsync(PproSimulator gateway) => _http.PostAsync(gateway.Endpoint, PproQuery.ByTxId("1"), Ct);

    private async Task<HttpResponseMessage> SendUnreadQueryAsync(PproSimulator gateway)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, gateway.Endpoint) { Content = PproQuery.ByTxId("1") };
        return await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Ct);
    }
}
