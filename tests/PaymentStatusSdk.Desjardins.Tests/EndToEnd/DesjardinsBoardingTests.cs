using PaymentStatusSdk.Simulators.Faults;
using PaymentStatusSdk.TestDoubles;

namespace PaymentStatusSdk.Desjardins.Tests.EndToEnd;

/// <summary>Ten seats, one exchange at a time; the simulator counts requests that overlap.</summary>
public sealed class DesjardinsBoardingTests
{
    [Theory(Timeout = 120_000)]
    [InlineData(1_000, 1_000, 101)]
    [InlineData(1_000, 500, 51)]
    public async Task Thousand_queries_make_as_few_exchanges_as_can_be(int queries, int transactions, int exchanges)
    {
        await using var host = await DipsHost.StartAsync();
        string[] ids = [.. Enumerable.Range(0, transactions).Select(number => $"T{number}")];
        host.Approve([.. ids, "first"]);
        var gate = new FaultHold();
        host.Gateway.CallbackFaults.Next(SimulatedFault.Hold(gate));
        var first = host.AskAsync("first");
        await host.Gateway.WaitForExchangesAsync(1, TestContext.Current.CancellationToken);

        var asking = Enumerable.Range(0, queries).Select(number => host.AskAsync(ids[number % transactions])).ToArray();
        gate.Release();
        var results = await Task.WhenAll(asking);

        Assert.Equal(PaymentState.Captured, (await first).State);
        Assert.All(results, (result, number) =>
            Assert.Equal((ids[number % transactions], PaymentState.Captured), (result.MerchantReference, result.State)));
        Assert.Equal((exchanges, 0), (host.Gateway.Exchanges, host.Gateway.OverlapsSeen));
        Assert.Equal(transactions + 1, host.Gateway.TransactionsQueried);
    }

    [Fact(Timeout = 120_000)]
    public async Task Thousand_queries_at_once_never_overlap()
    {
        await using var host = await DipsHost.StartAsync();
        string[] ids = [.. Enumerable.Range(0, 1_000).Select(number => $"T{number}")];
        host.Approve(ids);

        var results = await Task.WhenAll(ids.Select(id => Task.Run(() => host.AskAsync(id))));

        Assert.All(results, result => Assert.Equal(PaymentState.Captured, result.State));
        // The first exchanges may leave before all queries are there: how many do is the thread pool's business.
        Assert.InRange(host.Gateway.Exchanges, 100, 200);
        Assert.Equal((0, 1_000), (host.Gateway.OverlapsSeen, host.Gateway.TransactionsQueried));
    }

    [Fact(Timeout = 60_000)]
    public async Task Lone_query_is_not_delayed()
    {
        await using var host = await DipsHost.StartAsync(clock: new ManualTimeProvider());
        host.Approve("T1");

        // The clock stands still: any wait on a timer would last forever.
        var result = await host.AskAsync("T1");

        Assert.Equal((PaymentState.Captured, AmountCheck.NotRequested), (result.State, result.AmountCheck));
        Assert.Equal(new Money(10.00m, "CAD"), result.Amount);
        Assert.Equal((1, 2), (host.Gateway.Exchanges, host.Gateway.ReceivedCount));
    }

    [Fact(Timeout = 60_000)]
    public async Task Left_out_target_does_not_hold_the_other_nine()
    {
        var clock = new ManualTimeProvider();
        await using var host = await DipsHost.StartAsync(clock: clock);
        string[] ids = [.. Enumerable.Range(1, 9).Select(number => $"T{number}")];
        host.Approve(ids);
        var asking = await EnqueueAsync(host, ["unknown", .. ids]);

        await Task.WhenAll(asking[1..]);
        Assert.False(asking[0].IsCompleted);
        await clock.AdvanceWhenScheduledAsync(DesjardinsDefaults.MissingTargetsGrace, TestContext.Current.CancellationToken);

        Assert.Equal((LookupOutcome.NotFound, PaymentState.Unknown), ((await asking[0]).Outcome, (await asking[0]).State));
        Assert.Equal(1, host.Gateway.Exchanges);
        Assert.Equal(PaymentState.Captured, (await host.AskAsync("T1")).State);
    }

    [Fact(Timeout = 60_000)]
    public async Task Caller_who_leaves_touches_no_neighbour()
    {
        await using var host = await DipsHost.StartAsync();
        host.Approve("T1", "T2");
        var gate = new FaultHold();
        host.Gateway.CallbackFaults.Next(SimulatedFault.Hold(gate));
        using var leaving = new CancellationTokenSource();
        var login = new FaultHold();
        host.Gateway.LoginFaults.Next(SimulatedFault.Hold(login));
        Task<TransactionStatusResult>[] asking =
        [
            host.AskUntilAsync("T1", Account.Client, leaving.Token), host.AskAsync("T1"), host.AskAsync("T2"),
        ];
        login.Release();
        await host.Gateway.WaitForExchangesAsync(1, TestContext.Current.CancellationToken);

        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asking[0]);
        gate.Release();

        Assert.All(await Task.WhenAll(asking[1..]), result => Assert.Equal(PaymentState.Captured, result.State));
        Assert.Equal(1, host.Gateway.Exchanges);
    }

    [Fact(Timeout = 60_000)]
    public async Task Exchange_that_all_have_left_still_keeps_the_gate_until_it_is_over()
    {
        await using var host = await DipsHost.StartAsync();
        host.Approve("T1", "T2");
        var gate = new FaultHold();
        host.Gateway.CallbackFaults.Next(SimulatedFault.Hold(gate));
        using var leaving = new CancellationTokenSource();
        var left = host.AskUntilAsync("T1", Account.Client, leaving.Token);
        await host.Gateway.WaitForExchangesAsync(1, TestContext.Current.CancellationToken);
        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => left);

        var next = host.AskAsync("T2");
        Assert.Equal(1, host.Gateway.Exchanges);
        gate.Release();

        Assert.Equal(PaymentState.Captured, (await next).State);
        Assert.Equal((2, 0), (host.Gateway.Exchanges, host.Gateway.OverlapsSeen));
    }

    [Fact(Timeout = 120_000)]
    public async Task Two_clients_of_one_merchant_never_overlap()
    {
        await using var host = await DipsHost.StartAsync();
        string[] ids = [.. Enumerable.Range(0, 100).Select(number => $"T{number}")];
        host.Approve(ids);

        await Task.WhenAll(ids.SelectMany(id => new[] { host.AskAsync(id), host.AskAsync(id, "second") }));

        Assert.Equal(0, host.Gateway.OverlapsSeen);
        Assert.Equal(200, host.Gateway.TransactionsQueried);
    }

    /// <summary>Asks while a login is held up, so that all go aboard one exchange.</summary>
    internal static async Task<Task<TransactionStatusResult>[]> EnqueueAsync(DipsHost host, params string[] ids)
    {
        var login = new FaultHold();
        host.Gateway.LoginFaults.Next(SimulatedFault.Hold(login));
        var asking = ids.Select(id => host.AskAsync(id)).ToArray();
        await login.WaitForArrivalsAsync(1, TestContext.Current.CancellationToken);
        login.Release();
        return asking;
    }
}
