using Microsoft.Extensions.DependencyInjection;
using PaymentStatusSdk.Tracking.Tests.Staging;
using static PaymentStatusSdk.Tracking.Tests.Staging.Stage;

namespace PaymentStatusSdk.Tracking.Tests.Delivery;

public sealed class DeliveryTests : IAsyncDisposable
{
    private readonly Stage _stage = new();

    public DeliveryTests() => _stage.Client.Answer(Testing.ScriptedTransactionStatusClient.AnyOther, PaymentState.Captured);

    public ValueTask DisposeAsync() => _stage.DisposeAsync();

    [Fact]
    public async Task Failing_handler_is_retried_with_growing_delays_and_the_other_is_not_called_again()
    {
        var worker = await _stage.StartAsync(
            options => options.DeliveryRetries = new PollingSchedule(TimeSpan.FromSeconds(10), TimeSpan.FromMinutes(5)));
        List<DateTimeOffset> tries = [];
        _stage.Shop.OnHandle = (_, _) =>
        {
            tries.Add(_stage.Now);
            return tries.Count <= 3 ? throw new InvalidOperationException("No.") : Task.CompletedTask;
        };
        await TrackAsync(worker, "O1");

        await _stage.AdvanceUntilAsync(() => _stage.Shop.Handled.Count == 1);

        var waits = tries.Zip(tries.Skip(1), (a, b) => (b - a).TotalSeconds).ToList();
        Assert.InRange(waits[0], 10, 13);
        Assert.InRange(waits[1], 300, 303);
        Assert.InRange(waits[2], 300, 303);
        Assert.Equal([1, 2, 3, 4], _stage.Shop.Called.Select(change => change.Attempt));
        Assert.Single(_stage.Shop.Called.Select(change => change.Id).Distinct());
        Assert.Single(_stage.Ledger.Called);
    }

    [Fact]
    public async Task Failing_change_is_parked_blocks_no_other_and_is_redelivered_on_demand()
    {
        var worker = await _stage.StartAsync(options => options.MaxDeliveryTries = 3);
        _stage.Shop.OnHandle = (change, _) => change.Transaction.MerchantReference == "O1"
            ? throw new InvalidOperationException("No.")
            : Task.CompletedTask;
        await TrackAsync(worker, "O1", "O2", "O3");

        await _stage.AdvanceUntilAsync(() => _stage.Shop.Called.Count(change => change.Transaction.MerchantReference == "O1") == 3);
        await _stage.AdvanceAsync(TimeSpan.FromHours(2));

        Assert.Equal(["O2", "O3"], _stage.Shop.Handled.Select(change => change.Transaction.MerchantReference!).Order());
        Assert.Equal(5, _stage.Shop.Called.Count);
        var parked = Assert.Single(
            (await worker.Tracker.ListChangesAsync(new StatusChangeFilter { Status = DeliveryStatus.Parked }, Ct)).Items);
        Assert.Equal((3, typeof(InvalidOperationException).FullName, null), (parked.Tries, parked.LastError, parked.NextTryAt));
        Assert.Single(worker.Logs.Lines, line => line.EventId.Id == 1311
            && line.Message.Contains(parked.Change.Id.ToString(), StringComparison.Ordinal));

        _stage.Shop.OnHandle = null;
        Assert.True(await worker.Tracker.RedeliverAsync(parked.Change.Id, Ct));
        await _stage.AdvanceUntilAsync(() => _stage.Shop.Handled.Count == 3);

        Assert.Equal((parked.Change.Id, 1), (_stage.Shop.Handled.Last().Id, _stage.Shop.Handled.Last().Attempt));
        Assert.Equal(3, _stage.Ledger.Called.Count);
        Assert.False(await worker.Tracker.RedeliverAsync(parked.Change.Id, Ct));
    }

    [Fact]
    public async Task Parked_change_does_not_block_the_next_change_of_its_transaction()
    {
        var worker = await _stage.StartAsync(options => options.MaxDeliveryTries = 1);
        _stage.Client.Answer("O1", PaymentState.Pending, PaymentState.Captured);
        _stage.Shop.OnHandle = (change, _) => change.Sequence == 1 ? throw new InvalidOperationException("No.") : Task.CompletedTask;
        await TrackAsync(worker, "O1");

        await _stage.AdvanceUntilAsync(() => _stage.Shop.Handled.Count == 1);

        Assert.Equal(2, _stage.Shop.Handled.Single().Sequence);
    }

    [Fact]
    public async Task Second_change_waits_for_the_first()
    {
        var worker = await _stage.StartAsync();
        var release = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _stage.Client.Answer("O1", PaymentState.Pending, PaymentState.Captured);
        _stage.Shop.OnHandle = (change, token) => change.Sequence == 1 ? release.Task.WaitAsync(token) : Task.CompletedTask;
        var row = (await TrackAsync(worker, "O1"))[0];
        await worker.Tracker.CheckNowAsync(row.Id, Ct);
        await UntilAsync(() => _stage.Shop.Called.Count == 1, "the first change is delivered");
        await worker.Tracker.CheckNowAsync(row.Id, Ct);
        await UntilAsync(() => _stage.Client.Queries.Count == 2 && worker.Store.HeldChecks == 0, "the second is found");
        await UntilAsync(() => _stage.Time.ActiveTimers >= 6, "all poll, and the handler has its time");
        var polled = worker.Store.CallsOf("ClaimChanges");
        _stage.Time.Advance(Poll);
        await UntilAsync(() => worker.Store.CallsOf("ClaimChanges") > polled, "changes are claimed");

        Assert.Single(_stage.Shop.Called);

        release.SetResult();
        await _stage.AdvanceUntilAsync(() => _stage.Shop.Handled.Count == 2);
        Assert.Equal([1L, 2L], _stage.Shop.Handled.Select(change => change.Sequence));
        Assert.Equal([1L, 2L], _stage.Ledger.Handled.Select(change => change.Sequence));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Hanging_handler_is_abandoned_and_starves_no_other(bool blocksItsThread)
    {
        var worker = await _stage.StartAsync();
        using var released = new ManualResetEventSlim();
        var never = new TaskCompletionSource();
        _stage.Ledger.OnHandle = (_, token) =>
        {
            token.ThrowIfCancellationRequested();
            return Task.CompletedTask;
        };
        _stage.Shop.OnHandle = (change, _) =>
        {
            if (change.Attempt > 1) return Task.CompletedTask;
            if (blocksItsThread) released.Wait(Ct);
            return never.Task;
        };
        await TrackAsync(worker, "O1");
        await CalledAsync();

        // This handler does not observe its token.
        _stage.Time.Advance(TimeSpan.FromSeconds(35));
        await UntilAsync(() => _stage.Ledger.Handled.Count == 1, "the other handler is called");
        await _stage.AdvanceUntilAsync(() => _stage.Shop.Called.Count == 2);

        Assert.Equal(2, _stage.Shop.Called.Last().Attempt);
        Assert.Single(_stage.Ledger.Called);
        released.Set();
    }

    [Fact]
    public async Task Handler_that_observes_its_token_is_canceled_at_the_time_limit()
    {
        var worker = await _stage.StartAsync(options => options.HandlerTimeout = TimeSpan.FromSeconds(7));
        var canceled = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _stage.Shop.OnHandle = async (change, token) =>
        {
            if (change.Attempt > 1) return;
            using var registration = token.Register(() => canceled.TrySetResult());
            await Task.Delay(Timeout.InfiniteTimeSpan, _stage.Time, token);
        };
        await TrackAsync(worker, "O1");
        await CalledAsync();

        _stage.Time.Advance(TimeSpan.FromSeconds(7));
        await canceled.Task.WaitAsync(Ct);

        await _stage.AdvanceUntilAsync(() => _stage.Shop.Handled.Count == 1);
    }

    [Fact]
    public async Task Handler_whose_disposal_fails_ends_nothing()
    {
        var worker = await _stage.StartAsync(
            services =>
            {
                services.AddScripted(_stage.Client);
                services.AddScoped<IStatusChangeHandler, FailingDisposal>();
            },
            options => options.MaxConcurrentDeliveries = 1,
            2);
        await TrackAsync(worker, "O1", "O2", "O3");

        // Two workers with their timers, although the stage has no handler for the second.
        await _stage.AdvanceUntilAsync(
            () => worker.Tracker.ListChangesAsync(new StatusChangeFilter(), Ct).GetAwaiter().GetResult().Items is { Count: 3 } changes
                && changes.All(change => change.Tries > 0));

        Assert.True(worker.Logs.Lines.Count(line => line.EventId.Id == 1310) >= 3);
    }

    [Fact]
    public async Task Handler_that_cannot_be_created_at_start_does_not_stop_the_host()
    {
        var isBroken = true;
        var worker = await _stage.StartAsync(
            services =>
            {
                services.AddScripted(_stage.Client);
                services.AddScoped<IStatusChangeHandler>(_ => isBroken ? throw new InvalidOperationException("No.") : _stage.Ledger);
            },
            null,
            2);
        await TrackAsync(worker, "O1");
        await _stage.AdvanceUntilAsync(() => worker.Logs.Lines.Any(line => line.EventId.Id == 1310));

        isBroken = false;
        await _stage.AdvanceUntilAsync(() => _stage.Ledger.Handled.Count == 1);
    }

    [Fact]
    public async Task Change_without_handlers_waits_for_an_instance_with_handlers()
    {
        var bare = await _stage.StartAsync(services => services.AddScripted(_stage.Client), null, 1);
        await TrackAsync(bare, "O1");
        await _stage.AdvanceUntilAsync(() => _stage.Client.Queries.Count == 1);
        Assert.Contains(bare.Logs.Lines, line => line.EventId.Id == 1312);
        Assert.Equal(0, bare.Store.CallsOf("ClaimChanges"));

        await _stage.StartAsync();
        await _stage.AdvanceUntilAsync(() => _stage.Shop.Handled.Count == 1);
    }

    [Fact]
    public async Task Stopping_host_is_not_a_handler_failure()
    {
        var worker = await _stage.StartAsync();
        _stage.Ledger.OnHandle = (_, token) => Task.Delay(Timeout.InfiniteTimeSpan, _stage.Time, token);
        var row = (await TrackAsync(worker, "O1"))[0];
        await worker.Tracker.CheckNowAsync(row.Id, Ct);
        await UntilAsync(() => _stage.Ledger.Called.Count == 1, "the second handler is called");

        await worker.StopAsync();

        var change = Assert.Single((await worker.Tracker.ListChangesAsync(new StatusChangeFilter(), Ct)).Items);
        // The first handler completed and the second was called, so the try counts.
        Assert.Equal((DeliveryStatus.Pending, 1, null), (change.Status, change.Tries, change.LastError));
        Assert.True(change.NextTryAt <= _stage.Now);
        Assert.DoesNotContain(worker.Logs.Lines, line => line.EventId.Id == 1310);
        _stage.Ledger.OnHandle = null;
        await _stage.StartAsync();
        await _stage.AdvanceUntilAsync(() => _stage.Ledger.Handled.Count == 1);
        Assert.Single(_stage.Shop.Called);
    }

    private static async Task<TrackedTransaction[]> TrackAsync(Worker worker, params string[] orders) =>
        await Task.WhenAll(
            orders.Select(order => worker.Tracker.TrackAsync("cards", TransactionQuery.ByMerchantReference(order), null, Ct)));

    // The hosts are never idle while a handler hangs.
    private async Task CalledAsync()
    {
        await _stage.PollUntilAsync(() => _stage.Client.Queries.Count > 0);
        await UntilAsync(() => !_stage.Shop.Called.IsEmpty, "the handler is called");
    }

    private sealed class FailingDisposal : IStatusChangeHandler, IDisposable
    {
        public Task HandleAsync(StatusChange change, CancellationToken cancellationToken) => Task.CompletedTask;

        public void Dispose() => throw new InvalidOperationException("No.");
    }
}
