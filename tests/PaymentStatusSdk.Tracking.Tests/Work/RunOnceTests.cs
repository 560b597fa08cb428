using Microsoft.Extensions.DependencyInjection;
using PaymentStatusSdk.Testing;
using PaymentStatusSdk.Tracking.Tests.Staging;
using PaymentStatusSdk.Tracking.Tests.Stores;

namespace PaymentStatusSdk.Tracking.Tests.Work;

/// <summary>Single passes in a process whose host was never started.</summary>
public sealed class RunOnceTests : IAsyncDisposable
{
    private readonly ManualTimeProvider _time = new();
    private readonly MemoryStore _store = new();
    private readonly Shop _shop = new();
    private readonly List<ServiceProvider> _processes = [];
    private readonly ScriptedTransactionStatusClient _client;

    public RunOnceTests() => _client = new ScriptedTransactionStatusClient("cards", _time);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        foreach (var process in _processes) await process.DisposeAsync();
    }

    [Fact]
    public async Task Pass_checks_and_delivers_until_nothing_is_due()
    {
        var services = Start();
        for (var i = 0; i < 50; i++) await TrackAsync(services, $"O{i}", PaymentState.Captured);
        await TrackAsync(services, "open", PaymentState.Pending);

        var result = await RunAsync(services);

        Assert.Equal((51, 0, 51, 0), (result.Checks, result.FailedChecks, result.Deliveries, result.FailedDeliveries));
        Assert.Equal(51, _shop.Handled.Count);
        Assert.False(result.IsWorkDue);
        Assert.True(result.NextDueAt > _time.GetUtcNow());
        var again = await RunAsync(services);
        Assert.Equal((0, 0), (again.Checks, again.Deliveries));
    }

    [Fact]
    public async Task Pass_without_work_ends_immediately_and_returns_no_next_time()
    {
        var result = await RunAsync(Start());

        Assert.Equal(new TrackingRunResult(), result);
    }

    [Fact]
    public async Task Changes_of_one_transaction_are_delivered_in_one_pass_and_in_order()
    {
        var services = Start(options => options.MaxDeliveryTries = 2);
        await TrackAsync(services, "O1", PaymentState.Pending, PaymentState.Captured);
        await RunAsync(services, new TrackingRunBudget { MaxDeliveries = 0 });
        _time.Advance(TimeSpan.FromMinutes(1));

        var result = await RunAsync(services);

        Assert.Equal((1, 2), (result.Checks, result.Deliveries));
        Assert.Equal([1L, 2L], _shop.Handled.Select(change => change.Sequence));
    }

    [Fact]
    public async Task Transactions_tracked_by_handlers_are_checked_in_the_same_pass()
    {
        var services = Start();
        _client.Answer("refund", PaymentState.Captured);
        _shop.OnHandle = (change, _) => change.Transaction.MerchantReference == "refund"
            ? Task.CompletedTask
            : TrackNowAsync(services, "cards", "refund");
        await TrackAsync(services, "O1", PaymentState.Captured);

        var result = await RunAsync(services);

        Assert.Equal((2, 2), (result.Checks, result.Deliveries));
    }

    [Fact]
    public async Task Budget_is_shared_by_all_clients_and_remaining_rows_are_released()
    {
        var other = new ScriptedTransactionStatusClient("wallets", _time);
        var services = Start(null, _client, other);
        for (var i = 0; i < 10; i++)
        {
            await TrackAsync(services, $"O{i}", PaymentState.Captured);
            other.Answer($"O{i}", PaymentState.Captured);
            await TrackNowAsync(services, "wallets", $"O{i}");
        }

        var first = await RunAsync(services, new TrackingRunBudget { MaxChecks = 7, MaxDeliveries = 3 });
        var second = await RunAsync(Start(null, _client, other));

        Assert.Equal((7, 3, true), (first.Checks, first.Deliveries, first.IsWorkDue));
        Assert.Equal((13, 17, false), (second.Checks, second.Deliveries, second.IsWorkDue));
    }

    [Fact]
    public async Task Expired_time_budget_starts_nothing_completes_running_work_and_releases_the_rest()
    {
        var queried = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var goOn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var services = Start(
            options => options.Clients["cards"] = new ClientTrackingOptions { MaxConcurrentChecks = 1 }, new Decorated(_client, async () =>
            {
                queried.TrySetResult();
                await goOn.Task;
            }));
        for (var i = 0; i < 3; i++) await TrackAsync(services, $"O{i}", PaymentState.Captured);
        var pass = services.GetRequiredService<ITrackingRunner>().RunOnceAsync(
            new TrackingRunBudget { MaxDuration = TimeSpan.FromSeconds(10) }, Ct);
        await queried.Task;

        _time.Advance(TimeSpan.FromSeconds(10));
        Assert.False(pass.IsCompleted);
        goOn.SetResult();
        var result = await pass;

        Assert.Equal((1, true), (result.Checks, result.IsWorkDue));
        Assert.Equal(2, (await RunAsync(Start())).Checks);
    }

    [Fact]
    public async Task Cancellation_releases_everything_and_is_thrown()
    {
        using var canceled = new CancellationTokenSource();
        // In real time: on a busy machine, the handler needs more than the default to end.
        var services = Start(options => options.OverrunSlack = TimeSpan.FromMinutes(10));
        await TrackAsync(services, "O1", PaymentState.Captured);
        _shop.OnHandle = async (_, token) =>
        {
            await canceled.CancelAsync();
            await Task.Delay(Timeout.InfiniteTimeSpan, _time, token);
        };

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => services.GetRequiredService<ITrackingRunner>().RunOnceAsync(new TrackingRunBudget(), canceled.Token));

        _shop.OnHandle = null;
        Assert.Equal(1, (await RunAsync(Start())).Deliveries);
    }

    [Fact]
    public async Task Failures_are_counted_and_the_next_time_is_the_time_of_the_retry()
    {
        var services = Start();
        await TrackAsync(services, "O1", PaymentState.Captured);
        await TrackNowAsync(services, "cards", "O2");
        _client.Fail("O2", TransactionStatusErrorKind.Timeout);
        _shop.OnHandle = (_, _) => throw new InvalidOperationException();

        var result = await RunAsync(services);

        Assert.Equal((2, 1, 0, 1, 0), (result.Checks, result.FailedChecks, result.Deliveries, result.FailedDeliveries, result.Parked));
        Assert.InRange(result.NextDueAt!.Value - _time.GetUtcNow(), TimeSpan.FromMilliseconds(1), TimeSpan.FromSeconds(2));
    }

    [Fact]
    public async Task Pause_of_a_client_outlasts_the_pass()
    {
        var services = Start();
        await TrackNowAsync(services, "cards", "O1");
        _client.Fail("O1", TransactionStatusErrorKind.Authentication);
        await RunAsync(services);
        var queried = _client.Queries.Count;

        await TrackAsync(services, "O2", PaymentState.Captured);
        var paused = await RunAsync(services);

        Assert.Equal((0, queried), (paused.Checks, _client.Queries.Count));
    }

    [Fact]
    public async Task Old_rows_are_deleted_unless_the_budget_excludes_maintenance()
    {
        var services = Start();
        await TrackAsync(services, "O1", PaymentState.Declined);
        await RunAsync(services);
        _time.Advance(TimeSpan.FromDays(400));
        await RunAsync(services, new TrackingRunBudget { RunsMaintenance = false });
        _time.Advance(TimeSpan.FromDays(400));

        await RunAsync(services, new TrackingRunBudget { RunsMaintenance = false });
        Assert.NotNull(await services.GetRequiredService<ITransactionTracker>().GetAsync(1, Ct));
        await RunAsync(services);
        Assert.Null(await services.GetRequiredService<ITransactionTracker>().GetAsync(1, Ct));
    }

    [Fact]
    public async Task Unavailable_store_fails_the_pass()
    {
        _store.Before = _ => throw MemoryStore.Unavailable();

        await Assert.ThrowsAsync<TrackingStoreException>(() => RunAsync(Start()));
    }

    [Fact]
    public async Task Passes_beside_a_worker_and_other_passes_do_everything_once()
    {
        await using var stage = new Stage();
        var worker = await stage.StartAsync(options => options.MaxConcurrentDeliveries = 2);
        var runner = await stage.StartAsync(options => options.RunWorker = false);
        for (var i = 0; i < 40; i++)
        {
            stage.Client.Answer($"O{i}", PaymentState.Captured);
            await runner.Tracker.TrackAsync("cards", TransactionQuery.ByMerchantReference($"O{i}"), null, Ct);
        }

        var passes = runner.Services.GetRequiredService<ITrackingRunner>();
        await Task.WhenAll(passes.RunOnceAsync(new TrackingRunBudget(), Ct), passes.RunOnceAsync(new TrackingRunBudget(), Ct));
        await stage.AdvanceUntilAsync(() => stage.Shop.Handled.Count >= 40);

        Assert.Equal(40, stage.Shop.Called.Select(change => change.Id).Distinct().Count());
        Assert.Equal(40, stage.Shop.Called.Count);
        Assert.NotNull(worker);
    }

    [Fact]
    public void Invalid_budgets_are_rejected()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new TrackingRunBudget { MaxDuration = TimeSpan.Zero });
        Assert.Throws<ArgumentOutOfRangeException>(() => new TrackingRunBudget { MaxDuration = TimeSpan.FromDays(2) });
        Assert.Throws<ArgumentOutOfRangeException>(() => new TrackingRunBudget { MaxChecks = -1 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new TrackingRunBudget { MaxDeliveries = -1 });
    }

    private static Task<TrackingRunResult> RunAsync(ServiceProvider services, TrackingRunBudget? budget = null) =>
        services.GetRequiredService<ITrackingRunner>().RunOnceAsync(budget ?? new TrackingRunBudget(), Ct);

    private async Task TrackAsync(ServiceProvider services, string order, params PaymentState[] states)
    {
        _client.Answer(order, states);
        await TrackNowAsync(services, "cards", order);
    }

    private static async Task TrackNowAsync(ServiceProvider services, string client, string order)
    {
        var tracker = services.GetRequiredService<ITransactionTracker>();
        var row = await tracker.TrackAsync(client, TransactionQuery.ByMerchantReference(order), null, Ct);
        await tracker.CheckNowAsync(row.Id, Ct);
    }

    private ServiceProvider Start(Action<TrackingOptions>? tune = null, params ITransactionStatusClient[] clients)
    {
        var services = new ServiceCollection();
        services.AddSingleton<TimeProvider>(_time);
        services.AddClients(clients.Length > 0 ? clients : [_client]);
        services.AddPaymentTracking(options =>
        {
            options.RunWorker = false;
            tune?.Invoke(options);
        }).UseMemory(_store);
        services.AddSingleton<IStatusChangeHandler>(_shop);
        var process = services.BuildServiceProvider();
        _processes.Add(process);
        return process;
    }

    private sealed class Decorated(ITransactionStatusClient inner, Func<Task> before) : ITransactionStatusClient
    {
        public TransactionStatusClientMetadata Metadata => inner.Metadata;

        public async Task<TransactionStatusResult> GetStatusAsync(TransactionQuery query, CancellationToken cancellationToken = default)
        {
            await before();
            return await inner.GetStatusAsync(query, cancellationToken);
        }
    }
}
