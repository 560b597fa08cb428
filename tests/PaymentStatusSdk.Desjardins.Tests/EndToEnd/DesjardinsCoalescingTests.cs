using PaymentStatusSdk.Simulators.Faults;
using PaymentStatusSdk.Testing;

namespace PaymentStatusSdk.Desjardins.Tests.EndToEnd;

/// <summary>Ten transactions per exchange, one exchange at a time; the simulator counts overlapping requests.</summary>
public sealed class DesjardinsCoalescingTests
{
    [Theory(Timeout = 120_000)]
    [InlineData(1_000, 1_000, 101)]
    [InlineData(1_000, 500, 51)]
    public async Task Thousand_queries_use_the_minimum_number_of_exchanges(int queries, int transactions, int exchanges)
    {
        await using var host = await DesjardinsHost.StartAsync();
        string[] ids = [.. Enumerable.Range(0, transactions).Select(number => $"T{number}")];
        host.Approve([.. ids, "first"]);
        var hold = new FaultHold();
        host.Gateway.CallbackFaults.Next(SimulatedFault.Hold(hold));
        var first = host.QueryAsync("first");
        await host.Gateway.WaitForExchangesAsync(1, TestContext.Current.CancellationToken);

        var pending = Enumerable.Range(0, queries).Select(number => host.QueryAsync(ids[number % transactions])).ToArray();
        hold.Release();
        var results = await Task.WhenAll(pending);

        Assert.Equal(PaymentState.Captured, (await first).State);
        Assert.All(results, (result, number) =>
            Assert.Equal((ids[number % transactions], PaymentState.Captured), (result.MerchantReference, result.State)));
        Assert.Equal((exchanges, 0), (host.Gateway.Exchanges, host.Gateway.OverlapsSeen));
        Assert.Equal(transactions + 1, host.Gateway.TransactionsQueried);
    }

    [Fact(Timeout = 120_000)]
    public async Task Thousand_concurrent_queries_never_overlap()
    {
        await using var host = await DesjardinsHost.StartAsync();
        string[] ids = [.. Enumerable.Range(0, 1_000).Select(number => $"T{number}")];
        host.Approve(ids);

        var results = await Task.WhenAll(ids.Select(id => Task.Run(() => host.QueryAsync(id))));

        Assert.All(results, result => Assert.Equal(PaymentState.Captured, result.State));
        // The first exchanges may be sealed before all queries have arrived, depending on the thread pool.
        Assert.InRange(host.Gateway.Exchanges, 100, 200);
        Assert.Equal((0, 1_000), (host.Gateway.OverlapsSeen, host.Gateway.TransactionsQueried));
    }

    [Fact(Timeout = 60_000)]
    public async Task Single_query_is_not_delayed()
    {
        await using var host = await DesjardinsHost.StartAsync(clock: new ManualTimeProvider());
        host.Approve("T1");

        // The clock does not move: any wait on a timer would last forever.
        var result = await host.QueryAsync("T1");

        Assert.Equal((PaymentState.Captured, AmountCheck.NotRequested), (result.State, result.AmountCheck));
        Assert.Equal(new Money(10.00m, "CAD"), result.Amount);
        Assert.Equal((1, 2), (host.Gateway.Exchanges, host.Gateway.ReceivedCount));
    }

    [Fact(Timeout = 60_000)]
    public async Task Missing_target_does_not_delay_the_other_nine()
    {
        var clock = new ManualTimeProvider();
        await using var host = await DesjardinsHost.StartAsync(clock: clock);
        string[] ids = [.. Enumerable.Range(1, 9).Select(number => $"T{number}")];
        host.Approve(ids);
        var pending = await EnqueueAsync(host, ["unknown", .. ids]);

        await Task.WhenAll(pending[1..]);
        Assert.False(pending[0].IsCompleted);
        await clock.AdvanceWhenScheduledAsync(DesjardinsDefaults.MissingTransactionsGrace, TestContext.Current.CancellationToken);

        Assert.Equal((LookupOutcome.NotFound, PaymentState.Unknown), ((await pending[0]).Outcome, (await pending[0]).State));
        Assert.Equal(1, host.Gateway.Exchanges);
        Assert.Equal(PaymentState.Captured, (await host.QueryAsync("T1")).State);
    }

    [Fact(Timeout = 60_000)]
    public async Task Canceled_caller_does_not_affect_others()
    {
        await using var host = await DesjardinsHost.StartAsync();
        host.Approve("T1", "T2");
        var hold = new FaultHold();
        host.Gateway.CallbackFaults.Next(SimulatedFault.Hold(hold));
        using var cancellation = new CancellationTokenSource();
        var login = new FaultHold();
        host.Gateway.LoginFaults.Next(SimulatedFault.Hold(login));
        Task<TransactionStatusResult>[] pending =
        [
            host.QueryUntilAsync("T1", Account.Client, cancellation.Token), host.QueryAsync("T1"), host.QueryAsync("T2"),
        ];
        login.Release();
        await host.Gateway.WaitForExchangesAsync(1, TestContext.Current.CancellationToken);

        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => pending[0]);
        hold.Release();

        Assert.All(await Task.WhenAll(pending[1..]), result => Assert.Equal(PaymentState.Captured, result.State));
        Assert.Equal(1, host.Gateway.Exchanges);
    }

    [Fact(Timeout = 60_000)]
    public async Task Exchange_without_callers_keeps_the_lock_until_its_end()
    {
        await using var host = await DesjardinsHost.StartAsync();
        host.Approve("T1", "T2");
        var hold = new FaultHold();
        host.Gateway.CallbackFaults.Next(SimulatedFault.Hold(hold));
        using var cancellation = new CancellationTokenSource();
        var left = host.QueryUntilAsync("T1", Account.Client, cancellation.Token);
        await host.Gateway.WaitForExchangesAsync(1, TestContext.Current.CancellationToken);
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => left);

        var next = host.QueryAsync("T2");
        Assert.Equal(1, host.Gateway.Exchanges);
        hold.Release();

        Assert.Equal(PaymentState.Captured, (await next).State);
        Assert.Equal((2, 0), (host.Gateway.Exchanges, host.Gateway.OverlapsSeen));
    }

    [Fact(Timeout = 120_000)]
    public async Task Two_clients_of_one_merchant_never_overlap()
    {
        await using var host = await DesjardinsHost.StartAsync();
        string[] ids = [.. Enumerable.Range(0, 100).Select(number => $"T{number}")];
        host.Approve(ids);

        await Task.WhenAll(ids.SelectMany(id => new[] { host.QueryAsync(id), host.QueryAsync(id, "second") }));

        Assert.Equal(0, host.Gateway.OverlapsSeen);
        Assert.Equal(200, host.Gateway.TransactionsQueried);
    }

    /// <summary>Queries while a login is held, so that all queries join one exchange.</summary>
    internal static async Task<Task<TransactionStatusResult>[]> EnqueueAsync(DesjardinsHost host, params string[] ids)
    {
        var login = new FaultHold();
        host.Gateway.LoginFaults.Next(SimulatedFault.Hold(login));
        var pending = ids.Select(id => host.QueryAsync(id)).ToArray();
        await login.WaitForArrivalsAsync(1, TestContext.Current.CancellationToken);
        login.Release();
        return pending;
    }
}
