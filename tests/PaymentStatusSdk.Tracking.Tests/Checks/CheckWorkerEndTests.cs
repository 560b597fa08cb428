using PaymentStatusSdk.Telemetry;
using PaymentStatusSdk.Tracking.Stores;
using PaymentStatusSdk.Tracking.Telemetry;
using PaymentStatusSdk.Tracking.Work;
using static PaymentStatusSdk.Tracking.Tests.Staging.Stage;

namespace PaymentStatusSdk.Tracking.Tests.Checks;

/// <summary>Checks that are interrupted or take too long, and commits that the store does not write.</summary>
public sealed class CheckWorkerEndTests : IAsyncDisposable
{
    private readonly CheckBench _checks = new();
    private readonly TaskCompletionSource _hang = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private Staging.Bench Bench => _checks.Bench;

    public ValueTask DisposeAsync() => _checks.DisposeAsync();

    [Fact]
    public async Task Query_that_a_stop_interrupts_is_no_check_and_the_row_is_due_as_before()
    {
        using var stop = new CancellationTokenSource();
        using var hold = Bench.Client.Hold();
        var claim = _checks.Add();
        Bench.Client.NotFound("ORDER-1");

        var running = _checks.Create().RunAsync(new StopTokens(stop.Token, default));
        await Bench.Client.WaitForQueriesAsync(1, Ct);
        await stop.CancelAsync();
        await running;

        AssertReleased(claim);
    }

    [Fact]
    public async Task Answer_that_arrives_while_the_host_stops_is_committed()
    {
        using var stop = new CancellationTokenSource();
        _checks.Add();
        Bench.Client.NotFound("ORDER-1");
        var client = new ActingClient(Bench.Client, stop.CancelAsync);

        await _checks.Create(client).RunAsync(new StopTokens(stop.Token, default));

        Assert.Equal(1, Assert.Single(_checks.Commits()).Transaction.CheckCount);
    }

    [Fact]
    public async Task Answer_is_dropped_when_the_clocks_turned_out_to_differ()
    {
        var claim = _checks.Add();
        Bench.Client.NotFound("ORDER-1");
        var client = new ActingClient(Bench.Client, () =>
        {
            Bench.Store.ClockDifference = TimeSpan.FromHours(-1);
            return Bench.Clock.CompareAsync(Ct);
        });

        await _checks.Create(client).RunAsync(default);

        AssertReleased(claim);
    }

    [Fact]
    public async Task Query_that_hangs_is_abandoned_after_its_limit_and_the_slack_and_counts_as_a_check_without_an_answer()
    {
        _checks.Add();
        Bench.Client.NotFound("ORDER-1");
        var client = new ActingClient(Bench.Client, () => _hang.Task);

        var running = _checks.Create(client).RunAsync(default);
        await Bench.Time.AdvanceWhenScheduledAsync(CheckBench.CheckTime, Ct);
        Assert.Empty(_checks.Commits());
        await Bench.Time.AdvanceWhenScheduledAsync(TimeSpan.FromSeconds(5), Ct);
        await running;

        AssertOverrun("Slack=00:00:05");
        Assert.Equal(1, Assert.Single(Bench.Metrics.Abandoned).Count);
        _hang.SetResult();
    }

    [Fact]
    public async Task Query_that_is_canceled_at_its_limit_counts_as_a_check_without_an_answer()
    {
        using var hold = Bench.Client.Hold();
        _checks.Add();
        Bench.Client.NotFound("ORDER-1");

        var running = _checks.Create().RunAsync(default);
        await Bench.Time.AdvanceWhenScheduledAsync(CheckBench.CheckTime, Ct);
        await running;

        AssertOverrun("Slack=00:00:00");
    }

    [Fact]
    public async Task Query_that_outlasts_the_stop_of_the_host_keeps_its_lease()
    {
        using var stop = new CancellationTokenSource();
        using var leave = new CancellationTokenSource();
        _checks.Add();
        Bench.Client.NotFound("ORDER-1");
        var client = new ActingClient(Bench.Client, async () =>
        {
            await stop.CancelAsync();
            await leave.CancelAsync();
            await _hang.Task;
        });

        await _checks.Create(client).RunAsync(new StopTokens(stop.Token, leave.Token));

        Assert.Empty(_checks.Commits());
        Assert.Equal([1322], Bench.Logged);
        _hang.SetResult();
    }

    [Fact]
    public async Task Held_rows_are_renewed_under_their_fencing_number()
    {
        _checks.Add();
        Bench.Client.NotFound("ORDER-1");
        var client = new ActingClient(Bench.Client, () => _hang.Task);

        var running = _checks.Create(client).RunAsync(default);
        await Bench.Client.WaitForQueriesAsync(1, Ct);
        await Bench.Time.AdvanceWhenScheduledAsync(TimeSpan.FromSeconds(20), Ct);
        await Bench.Store.WaitForAsync("RenewChecks", 1, Ct);
        _hang.SetResult();
        await running;

        var (leases, until) = Bench.Store.CallsOf<(IReadOnlyList<Lease<long>>, DateTimeOffset)>("RenewChecks")[0];
        Assert.Equal([new Lease<long>(7, CheckBench.Fence)], leases);
        Assert.Equal(Bench.Now.AddMinutes(1), until);
    }

    [Fact]
    public async Task Lost_commit_is_logged_and_its_changes_are_not_counted()
    {
        _checks.Add();
        Bench.Client.Answer("ORDER-1", PaymentState.Captured);
        Bench.Store.OutcomeOf = _ => CommitOutcome.Lost;

        await _checks.Create().RunAsync(default);

        Assert.Equal([1307], Bench.Logged);
        Assert.Empty(Bench.Measured.Of(TrackingTelemetry.Changes));
        Assert.Equal(0, Bench.Store.CountOf("Add"));
        Assert.Equal(1, _checks.Reported);
    }

    // The store has merged both rows in the same commit.
    [Theory]
    [InlineData(null)]
    [InlineData("ORDER-1")]
    public async Task Duplicate_is_logged_and_its_changes_are_not_counted(string? survivor)
    {
        _checks.Add();
        Bench.Client.Answer("ORDER-1", PaymentState.Captured);
        Bench.Store.OutcomeOf = _ => CommitOutcome.Duplicate;
        Bench.Store.Existing = survivor is null ? null : new TrackedPayment(query: CheckBench.QueryOf(survivor)).Row;

        await _checks.Create().RunAsync(default);

        var (client, keys) = Assert.Single(Bench.Store.CallsOf<(string, TransactionKeys)>("Find"));
        Assert.Equal(("cards", Assert.Single(_checks.Commits()).Keys), (client, keys));
        Assert.Equal([1308], Bench.Logged);
        Assert.Contains("Id=7", Bench.LineOf(1308).Values, StringComparison.Ordinal);
        Assert.Empty(Bench.Measured.Of(TrackingTelemetry.Changes));
        Assert.Equal(0, Bench.Store.CountOf("Add"));
    }

    [Fact]
    public async Task Duplicate_that_contradicts_the_row_that_continues_is_logged()
    {
        _checks.Add();
        Bench.Client.NotFound("ORDER-1");
        Bench.Store.OutcomeOf = _ => CommitOutcome.Duplicate;
        Bench.Store.Existing = new TrackedPayment(query: CheckBench.QueryOf("ORDER-2")).Row;

        await _checks.Create().RunAsync(default);

        Assert.Equal([1308, 1318], Bench.Logged);
    }

    [Theory]
    [InlineData(false, new[] { 1308, 1302 })]
    [InlineData(true, new[] { 1308, 1304 })]
    public async Task Survivor_that_cannot_be_read_is_logged_unless_the_host_is_gone(bool isGone, int[] logged)
    {
        _checks.Add();
        Bench.Client.NotFound("ORDER-1");
        Bench.Store.OutcomeOf = _ => CommitOutcome.Duplicate;
        Bench.Store.Before = method => method == "Find" ? throw new TrackingStoreException("No.", isTransient: true) : Task.CompletedTask;

        await _checks.Create(isHostGone: () => isGone).RunAsync(default);

        Assert.Equal(logged, Bench.Logged);
        Assert.Equal(1, Bench.Store.CountOf("CommitChecks"));
        Assert.Equal(isGone ? 0 : 1, _checks.Reported);
    }

    private void AssertReleased(ClaimedTransaction claim)
    {
        var commit = Assert.Single(_checks.Commits());
        Assert.Equal(claim.Transaction with { NextCheckAt = claim.DueAt }, commit.Transaction);
        Assert.Equal((CheckBench.Fence, CheckBench.Wakes, null), (commit.Fence, commit.Wakes, commit.DueIfWoken));
        Assert.Empty(commit.Changes);
        Assert.Equal(new TrackingRunResult(), _checks.Tally.ToResult());
        Assert.Empty(Bench.Measured.Of(TrackingTelemetry.Checks));
        Assert.DoesNotContain(Bench.Logged, id => id is 1309 or 1320);
    }

    private void AssertOverrun(string slack)
    {
        var row = Assert.Single(_checks.Commits()).Transaction;
        Assert.Equal((1, TransactionStatusErrorKind.Timeout), (row.CheckCount, row.LastFailure));
        Assert.Equal([1320], Bench.Logged);
        Assert.Contains("Limit=00:00:30", Bench.LineOf(1320).Values, StringComparison.Ordinal);
        Assert.Contains(slack, Bench.LineOf(1320).Values, StringComparison.Ordinal);
        var overrun = Assert.Single(Bench.Measured.Of(TrackingTelemetry.Overruns));
        Assert.Equal("check", overrun.Tags[TrackingTelemetry.WorkTag]);
        Assert.Equal("cards", overrun.Tags[PaymentStatusTelemetry.ClientTag]);
        Assert.Equal(1, _checks.Tally.ToResult().FailedChecks);
    }
}
