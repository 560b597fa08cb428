using PaymentStatusSdk.Tracking.Stores;
using PaymentStatusSdk.Tracking.Tests.Staging;
using static PaymentStatusSdk.Tracking.Tests.Staging.Stage;

namespace PaymentStatusSdk.Tracking.Tests.Work;

public sealed class LeaseTests : IAsyncDisposable
{
    private static readonly TransactionQuery Order = TransactionQuery.ByMerchantReference("O1");
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(1);

    private readonly Stage _stage = new();

    public ValueTask DisposeAsync() => _stage.DisposeAsync();

    [Fact]
    public async Task Slow_check_keeps_its_lease_and_no_other_host_checks()
    {
        _stage.Client.Answer("O1", PaymentState.Captured);
        var slow = await _stage.StartAsync(
            options => options.Clients["cards"] = new ClientTrackingOptions { CheckTimeout = TimeSpan.FromHours(1) });
        using var hold = _stage.Client.Hold();
        await AskedAsync(slow);
        var other = await _stage.StartAsync();

        // Ten lease durations pass.
        for (var i = 0; i < 30; i++)
        {
            await UntilAsync(
                () => _stage.Time.ActiveTimers >= 11, "both hosts wait for their next poll and renewal, and the check has its time limit");
            var (renewed, polled) = (slow.Store.CallsOf("RenewChecks"), other.Store.CallsOf("ClaimChecks"));
            _stage.Time.Advance(Lease / 3);
            await UntilAsync(
                () => slow.Store.CallsOf("RenewChecks") > renewed && other.Store.CallsOf("ClaimChecks") > polled,
                "lease is renewed and the other polls");
        }

        Assert.Single(_stage.Client.Queries);
        hold.Release();
        await _stage.AdvanceUntilAsync(() => _stage.Shop.Handled.Count == 1);
        Assert.Equal([CommitOutcome.Written], slow.Store.Outcomes);
    }

    [Fact]
    public async Task Slow_handler_keeps_its_lease_and_no_other_host_delivers()
    {
        _stage.Client.Answer("O1", PaymentState.Captured);
        var slow = await _stage.StartAsync(options => options.HandlerTimeout = TimeSpan.FromMinutes(10));
        var release = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _stage.Shop.OnHandle = (_, _) => release.Task;
        var row = await slow.Tracker.TrackAsync("cards", Order, null, Ct);
        await slow.Tracker.CheckNowAsync(row.Id, Ct);
        await UntilAsync(() => _stage.Shop.Called.Count == 1, "the handler is called");
        var other = await _stage.StartAsync();

        for (var i = 0; i < 20; i++)
        {
            await UntilAsync(
                () => _stage.Time.ActiveTimers >= 11, "both wait for their next poll and renewal, and the handler has its time");
            var (renewed, polled) = (slow.Store.CallsOf("RenewChanges"), other.Store.CallsOf("ClaimChanges"));
            _stage.Time.Advance(Lease / 3);
            await UntilAsync(
                () => slow.Store.CallsOf("RenewChanges") > renewed && other.Store.CallsOf("ClaimChanges") > polled,
                "lease is renewed and the other polls");
        }

        Assert.Single(_stage.Shop.Called);
        release.SetResult();
        await _stage.AdvanceUntilAsync(() => _stage.Ledger.Handled.Count == 1);
        Assert.Single(_stage.Shop.Called);
    }

    [Fact]
    public async Task Check_whose_lease_expired_in_a_pause_is_released_and_not_made()
    {
        _stage.Client.Answer("O1", PaymentState.Captured);
        var paused = await _stage.StartAsync();
        var pauses = 0;
        // As if the machine had slept while the claim returned.
        paused.Store.After = method =>
        {
            if (method == "ClaimChecks" && paused.Store.HeldChecks > 0 && Interlocked.Increment(ref pauses) == 1)
                _stage.Time.Jump(Lease + TimeSpan.FromSeconds(1));
        };
        // The expired row is claimable at once, and a claim before the release would make the release come too late.
        paused.Store.Before = method => method == "ClaimChecks" && Volatile.Read(ref pauses) == 1
            ? UntilAsync(() => !paused.Store.Outcomes.IsEmpty, "the expired claim is released")
            : Task.CompletedTask;
        var row = await paused.Tracker.TrackAsync("cards", Order, null, Ct);
        await paused.Tracker.CheckNowAsync(row.Id, Ct);

        await _stage.AdvanceUntilAsync(() => _stage.Shop.Handled.Count == 1);

        Assert.Equal([CommitOutcome.Written, CommitOutcome.Written], paused.Store.Outcomes);
        Assert.Single(_stage.Client.Queries);
        Assert.Equal(1, (await paused.Tracker.GetAsync(row.Id, Ct))!.CheckCount);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Handler_is_not_started_after_the_lease_has_expired_during_another_one(bool isRenewalRefused)
    {
        _stage.Client.Answer("O1", PaymentState.Captured);
        var paused = await _stage.StartAsync();
        paused.Store.RenewsNothing = true;
        var ended = 0;
        paused.Store.After = method =>
        {
            if (method == "CommitDeliveries") Interlocked.Increment(ref ended);
        };
        // The change is claimed again only after the first claim has ended.
        paused.Store.Before = method => (method == "RenewChanges" && isRenewalRefused)
            || (method == "ClaimChanges" && _stage.Shop.Called.Count == 1 && Volatile.Read(ref ended) == 0)
                ? throw ObservedStore.Unavailable()
                : Task.CompletedTask;
        _stage.Shop.OnHandle = (_, _) =>
        {
            _stage.Time.Jump(Lease + TimeSpan.FromSeconds(1));
            return Task.CompletedTask;
        };
        var commits = 0;
        _stage.Ledger.OnHandle = (_, _) =>
        {
            commits = paused.Store.CallsOf("CommitDeliveries");
            return Task.CompletedTask;
        };
        var row = await paused.Tracker.TrackAsync("cards", Order, null, Ct);
        await paused.Tracker.CheckNowAsync(row.Id, Ct);

        await _stage.PollUntilAsync(() => _stage.Ledger.Handled.Count == 1);

        Assert.Equal((1, 1), (_stage.Shop.Called.Count, _stage.Ledger.Called.Count));
        Assert.Equal(1, commits);
    }

    [Fact]
    public async Task Crashed_host_is_replaced_and_changes_nothing_when_it_returns()
    {
        _stage.Client.Answer("O1", PaymentState.Declined, PaymentState.Captured);
        var frozen = await _stage.StartAsync(options => options.Lease = TimeSpan.FromHours(1));
        using var hold = _stage.Client.Hold();
        var row = await AskedAsync(frozen);
        // Its calls no longer reach the store, as on a frozen machine.
        var thaw = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        frozen.Store.Before = _ => thaw.Task;
        hold.Release();
        // The same lease: the clock may move by more than a minute before this host has finished the due work.
        var other = await _stage.StartAsync(options => options.Lease = TimeSpan.FromHours(1));
        _stage.Time.Advance(TimeSpan.FromMinutes(45));
        var polled = other.Store.CallsOf("ClaimChecks");
        await _stage.PollUntilAsync(() => other.Store.CallsOf("ClaimChecks") > polled + 1);
        Assert.Single(_stage.Client.Queries);

        _stage.Time.Advance(TimeSpan.FromMinutes(15));
        await _stage.PollUntilAsync(() => other.Store.Outcomes.Count == 1);
        Assert.Equal([CommitOutcome.Written], other.Store.Outcomes);
        frozen.Store.Before = null;
        thaw.SetResult();
        await UntilAsync(() => frozen.Store.Outcomes.Count == 1, "the first one comes back");
        await _stage.AdvanceUntilAsync(() => _stage.Shop.Handled.Count == 1);
        await _stage.AdvanceAsync(TimeSpan.FromDays(1));

        Assert.Equal([CommitOutcome.Lost], frozen.Store.Outcomes);
        var delivered = Assert.Single(_stage.Shop.Called);
        Assert.Equal(PaymentState.Captured, delivered.Transaction.Belief!.State);
        Assert.Equal([PaymentState.Captured], (await other.Tracker.GetAsync(row.Id, Ct))!.Belief!.Facts);
        Assert.Contains(frozen.Logs.Lines, line => line.EventId.Id == 1307);
    }

    [Fact]
    public async Task Graceful_stop_releases_leases_immediately()
    {
        _stage.Client.Answer("O1", PaymentState.Captured);
        var first = await _stage.StartAsync();
        using var hold = _stage.Client.Hold();
        var row = await AskedAsync(first);
        var before = (await first.Tracker.GetAsync(row.Id, Ct))!;
        Assert.Equal(_stage.Now + Lease, before.NextCheckAt);

        await first.StopAsync();

        var released = (await first.Tracker.GetAsync(row.Id, Ct))!;
        Assert.Equal((_stage.Now, 0, row.Progress), (released.NextCheckAt, released.CheckCount, released.Progress));
        hold.Release();
        await _stage.StartAsync();
        await UntilAsync(() => _stage.Shop.Handled.Count == 1, "the next host checks immediately");
    }

    [Fact]
    public async Task Host_that_stops_while_the_store_is_unavailable_logs_what_it_could_not_write()
    {
        _stage.Client.Answer("O1", PaymentState.Captured);
        var first = await _stage.StartAsync();
        using var hold = _stage.Client.Hold();
        await AskedAsync(first);
        first.Store.Before = method => method == "CommitChecks" ? throw ObservedStore.Unavailable() : Task.CompletedTask;

        await first.StopAsync();

        Assert.Contains(first.Logs.Lines, line => line.EventId.Id == 1304);
        hold.Release();
        await _stage.StartAsync();
        await _stage.AdvanceUntilAsync(() => _stage.Shop.Handled.Count == 1);
    }

    private async Task<TrackedTransaction> AskedAsync(Worker worker)
    {
        var row = await worker.Tracker.TrackAsync("cards", Order, null, Ct);
        await worker.Tracker.CheckNowAsync(row.Id, Ct);
        await _stage.Client.WaitForQueriesAsync(1, Ct);
        return row;
    }
}
