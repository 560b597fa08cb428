using PaymentStatusSdk.Testing;
using PaymentStatusSdk.Tracking.Stores;
using PaymentStatusSdk.Tracking.Tests.Staging;
using static PaymentStatusSdk.Tracking.Tests.Staging.Stage;

namespace PaymentStatusSdk.Tracking.Tests.Work;

/// <summary>
/// A host stops gracefully during work, as in every rolling deployment: other hosts take over only completed or expired work.
/// </summary>
public sealed class GracefulStopTests : IAsyncDisposable
{
    // The renewal of the lease and the time limit of the handler.
    private const int HandlerTimers = 2;

    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(1);

    private readonly Stage _stage = new();
    private readonly TaskCompletionSource _go = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public GracefulStopTests() => _stage.Client.Answer(ScriptedTransactionStatusClient.AnyOther, PaymentState.Captured);

    public async ValueTask DisposeAsync()
    {
        _go.TrySetResult();
        await _stage.DisposeAsync();
    }

    [Fact]
    public async Task Handler_in_an_uninterruptible_step_is_awaited_and_not_called_elsewhere()
    {
        _stage.Shop.OnHandle = (_, _) => _go.Task;
        var first = await CalledAsync();

        var stopping = first.StopAsync();
        await UntilOnlyHandlerRunsAsync();
        var other = await _stage.StartAsync();
        await PassLeasesAsync(first, other, stopping);

        _go.SetResult();
        await stopping;
        await _stage.AdvanceUntilAsync(() => _stage.Ledger.Handled.Count == 1);
        Assert.Single(_stage.Shop.Called);
    }

    [Fact]
    public async Task Handler_that_observes_its_token_rolls_back_before_another_is_called()
    {
        var isUndoing = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _stage.Shop.OnHandle = async (change, token) =>
        {
            if (change.Attempt > 1) return;
            await Task.Delay(Timeout.InfiniteTimeSpan, _stage.Time, token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            isUndoing.SetResult();
            await _go.Task;
            token.ThrowIfCancellationRequested();
        };
        var first = await CalledAsync();

        var stopping = first.StopAsync();
        await isUndoing.Task.WaitAsync(Ct);
        await UntilOnlyHandlerRunsAsync();
        var other = await _stage.StartAsync();
        await PassLeasesAsync(first, other, stopping);
        _go.SetResult();
        await stopping;

        // The change is due immediately, and the interrupted try counts.
        await _stage.AdvanceUntilAsync(() => _stage.Shop.Handled.Count == 1);
        Assert.Equal([1, 2], _stage.Shop.Called.Select(change => change.Attempt));
        Assert.DoesNotContain(first.Logs.Lines, line => line.EventId.Id is 1310 or 1319);
    }

    [Fact]
    public async Task Handler_that_exceeds_the_hosts_stop_timeout_keeps_its_lease_until_it_expires()
    {
        var isCanceled = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _stage.Shop.OnHandle = async (change, token) =>
        {
            if (change.Attempt > 1) return;
            await using var registration = token.Register(isCanceled.SetResult);
            await _go.Task;
        };
        var first = await CalledAsync();
        using var timeout = new CancellationTokenSource();
        var stopping = first.StopWithinAsync(timeout.Token);

        await isCanceled.Task.WaitAsync(Ct);
        await timeout.CancelAsync();
        await stopping;
        var other = await _stage.StartAsync();
        await _stage.AdvanceAsync(Lease / 2);

        Assert.Single(_stage.Shop.Called);
        Assert.Contains(first.Logs.Lines, line => line.EventId.Id == 1322);
        await _stage.AdvanceUntilAsync(() => _stage.Shop.Handled.Count == 1);
        Assert.Contains(other.Logs.Lines, line => line.EventId.Id == 1323);
    }

    [Fact]
    public async Task Check_that_completes_while_the_host_stops_is_committed()
    {
        var stubborn = new UncancellableClient(_stage.Client);
        using var hold = _stage.Client.Hold();
        var first = await _stage.StartAsync(services => services.AddClients(stubborn), null, 1);
        var row = await first.Tracker.TrackAsync("cards", TransactionQuery.ByMerchantReference("O1"), null, Ct);
        await first.Tracker.CheckNowAsync(row.Id, Ct);
        await _stage.Client.WaitForQueriesAsync(1, Ct);

        var stopping = first.StopAsync();
        hold.Release();
        await stopping;

        Assert.Equal([CommitOutcome.Written], first.Store.Outcomes);
        await _stage.StartAsync();
        await _stage.AdvanceUntilAsync(() => _stage.Shop.Handled.Count == 1);
        Assert.Single(_stage.Client.Queries);
    }

    private async Task<Worker> CalledAsync()
    {
        var worker = await _stage.StartAsync(options => options.HandlerTimeout = TimeSpan.FromMinutes(10));
        var row = await worker.Tracker.TrackAsync("cards", TransactionQuery.ByMerchantReference("O1"), null, Ct);
        await worker.Tracker.CheckNowAsync(row.Id, Ct);
        await UntilAsync(
            () => _stage.Shop.Called.Count == 1 && _stage.Time.ActiveTimers == worker.IdleTimers + 1,
            "the handler is called, and its limit is the one timer more");
        return worker;
    }

    /// <summary>
    /// Completes when only the handler of the stopping host still runs. The other timers of that host must not be counted as timers of the
    /// next host.
    /// </summary>
    private Task UntilOnlyHandlerRunsAsync() =>
        UntilAsync(() => _stage.Time.ActiveTimers == HandlerTimers, "the renewal and the limit of the handler are the only timers");

    /// <summary>Moves the clock by several leases while the host waits for its handler.</summary>
    private async Task PassLeasesAsync(Worker holder, Worker other, Task stopping)
    {
        var timers = HandlerTimers + other.IdleTimers;
        for (var i = 0; i < 9; i++)
        {
            await UntilAsync(() => stopping.IsCompleted || _stage.Time.ActiveTimers == timers, "both wait for their next poll and renewal");
            var (renewed, polled) = (holder.Store.CallsOf("RenewChanges"), other.Store.CallsOf("ClaimChanges"));
            _stage.Time.Advance(Lease / 3);
            await UntilAsync(
                () => stopping.IsCompleted
                    || (holder.Store.CallsOf("RenewChanges") > renewed && other.Store.CallsOf("ClaimChanges") > polled),
                "the lease is renewed and the other polls");
        }

        Assert.False(stopping.IsCompleted);
        Assert.Single(_stage.Shop.Called);
    }

    /// <summary>Ignores the cancellation of a query.</summary>
    private sealed class UncancellableClient(ITransactionStatusClient inner) : DelegatingTransactionStatusClient(inner)
    {
        public override Task<TransactionStatusResult> GetStatusAsync(
            TransactionQuery query, CancellationToken cancellationToken = default) =>
            base.GetStatusAsync(query, CancellationToken.None);
    }
}
