using PaymentStatusSdk.Testing;
using PaymentStatusSdk.Tracking.Stores;
using PaymentStatusSdk.Tracking.Tests.Staging;
using static PaymentStatusSdk.Tracking.Tests.Staging.Stage;

namespace PaymentStatusSdk.Tracking.Tests.Work;

/// <summary>A host stops in order while work runs, as in every rolling deploy: what runs is nobody else's before it has ended.</summary>
public sealed class OrderlyStopTests : IAsyncDisposable
{
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(1);

    private readonly Stage _stage = new();
    private readonly TaskCompletionSource _go = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public OrderlyStopTests() => _stage.Client.Answer(ScriptedTransactionStatusClient.AnyOther, PaymentState.Captured);

    public async ValueTask DisposeAsync()
    {
        _go.TrySetResult();
        await _stage.DisposeAsync();
    }

    [Fact]
    public async Task Handler_in_a_step_that_must_not_be_broken_off_is_waited_for_and_called_nowhere_else()
    {
        _stage.Shop.Does = (_, _) => _go.Task;
        var first = await CalledAsync();

        var stopping = first.StopAsync();
        var other = await _stage.StartAsync();
        await PassLeasesAsync(first, other, stopping);

        _go.SetResult();
        await stopping;
        await _stage.PassUntilAsync(() => _stage.Ledger.Taken.Count == 1);
        Assert.Single(_stage.Shop.Called);
    }

    [Fact]
    public async Task Handler_that_obeys_its_token_has_undone_its_work_before_another_is_called()
    {
        var isUndoing = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _stage.Shop.Does = async (change, token) =>
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
        var other = await _stage.StartAsync();
        await PassLeasesAsync(first, other, stopping);
        _go.SetResult();
        await stopping;

        // It is due at once, and the try that was broken off counts.
        await _stage.PassUntilAsync(() => _stage.Shop.Taken.Count == 1);
        Assert.Equal([1, 2], _stage.Shop.Called.Select(change => change.Attempt));
        Assert.DoesNotContain(first.Logs.Lines, line => line.EventId.Id is 1310 or 1319);
    }

    [Fact]
    public async Task Handler_that_does_not_end_in_the_hosts_time_keeps_its_lease_until_it_runs_out()
    {
        var isAsked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _stage.Shop.Does = async (change, token) =>
        {
            if (change.Attempt > 1) return;
            await using var registration = token.Register(isAsked.SetResult);
            await _go.Task;
        };
        var first = await CalledAsync();
        using var patience = new CancellationTokenSource();
        var stopping = first.StopWithinAsync(patience.Token);

        await isAsked.Task.WaitAsync(Ct);
        await patience.CancelAsync();
        await stopping;
        var other = await _stage.StartAsync();
        await _stage.PassAsync(Lease / 2);

        Assert.Single(_stage.Shop.Called);
        Assert.Contains(first.Logs.Lines, line => line.EventId.Id == 1322);
        await _stage.PassUntilAsync(() => _stage.Shop.Taken.Count == 1);
        Assert.Contains(other.Logs.Lines, line => line.EventId.Id == 1323);
    }

    [Fact]
    public async Task Check_that_answers_while_the_host_stops_is_committed()
    {
        var stubborn = new Stubborn(_stage.Client);
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
        await _stage.PassUntilAsync(() => _stage.Shop.Taken.Count == 1);
        Assert.Single(_stage.Client.Queries);
    }

    private async Task<Worker> CalledAsync()
    {
        var worker = await _stage.StartAsync(options => options.HandlerTimeout = TimeSpan.FromMinutes(10));
        var row = await worker.Tracker.TrackAsync("cards", TransactionQuery.ByMerchantReference("O1"), null, Ct);
        await worker.Tracker.CheckNowAsync(row.Id, Ct);
        await UntilAsync(() => _stage.Shop.Called.Count == 1, "the handler is called");
        return worker;
    }

    /// <summary>Lets some leases go by while the host waits for its handler.</summary>
    private async Task PassLeasesAsync(Worker holder, Worker other, Task stopping)
    {
        // Of the one the renewal and the limit of the handler, of the other all that it rests with.
        var timers = 2 + other.RestingTimers;
        for (var i = 0; i < 9; i++)
        {
            await UntilAsync(() => stopping.IsCompleted || _stage.Time.ActiveTimers >= timers, "both wait for their next poll and renewal");
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

    /// <summary>Lets no one break off a question.</summary>
    private sealed class Stubborn(ITransactionStatusClient inner) : DelegatingTransactionStatusClient(inner)
    {
        public override Task<TransactionStatusResult> GetStatusAsync(
            TransactionQuery query, CancellationToken cancellationToken = default) =>
            base.GetStatusAsync(query, CancellationToken.None);
    }
}
