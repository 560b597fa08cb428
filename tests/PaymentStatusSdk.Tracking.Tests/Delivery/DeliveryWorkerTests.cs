using Microsoft.Extensions.DependencyInjection;
using PaymentStatusSdk.Telemetry;
using PaymentStatusSdk.Tracking.Delivery;
using PaymentStatusSdk.Tracking.Stores;
using PaymentStatusSdk.Tracking.Telemetry;
using PaymentStatusSdk.Tracking.Work;
using static PaymentStatusSdk.Tracking.Tests.Staging.Stage;

namespace PaymentStatusSdk.Tracking.Tests.Delivery;

/// <summary>Which handlers a delivery worker calls, and what it commits, when no transactional handler is involved.</summary>
public sealed class DeliveryWorkerTests : IAsyncDisposable
{
    private readonly DeliveryBench _delivery = new(tracking =>
    {
        tracking.AddStatusChangeHandler<Added>();
        tracking.Services.AddSingleton<IStatusChangeHandler, DirectOne>().AddSingleton<IStatusChangeHandler, DirectTwo>();
    });

    private Staging.Bench Bench => _delivery.Bench;

    public ValueTask DisposeAsync() => _delivery.DisposeAsync();

    [Fact]
    public async Task Change_is_delivered_to_every_handler_and_measured()
    {
        var claim = _delivery.Add();

        await _delivery.Create().RunAsync(default);

        Assert.Equal(["Added", "DirectOne", "DirectTwo"], _delivery.Journal.Names);
        var claims = Bench.Store.CallsOf<ChangeClaim>("ClaimChanges");
        Assert.Equal(new ChangeClaim(32, Bench.Now, Bench.Now.AddMinutes(1)), claims[0]);
        var commit = Assert.Single(_delivery.Commits);
        Assert.Equal(
            (claim.Change.Id, DeliveryBench.Fence, DeliveryStatus.Delivered, 2, Bench.Now),
            (commit.Id, commit.Fence, commit.Status, commit.Tries, commit.DeliveredAt));
        Assert.Equal((null, null, false), (commit.NextTryAt, commit.LastError, commit.KeepsClaim));
        Assert.Equal(
            [DeliveryBench.NameOf<Added>(), DeliveryBench.NameOf<DirectOne>(), DeliveryBench.NameOf<DirectTwo>()],
            commit.CompletedHandlers);
        var lag = Assert.Single(Bench.Measured.Of(TrackingTelemetry.DeliveryLag));
        Assert.Equal(7, lag.Value);
        Assert.Equal("cards", lag.Tags[PaymentStatusTelemetry.ClientTag]);
        Assert.Equal(new TrackingRunResult { Deliveries = 1 }, _delivery.Tally.ToResult());
        Assert.Empty(Bench.Logged);
        var abandoned = Assert.Single(Bench.Metrics.Abandoned);
        Assert.Equal(("delivery", null), (abandoned.Work, abandoned.ClientName));
    }

    [Fact]
    public async Task Handlers_that_have_completed_the_change_are_not_called_again()
    {
        _delivery.Add(3, DeliveryBench.NameOf<Added>(), DeliveryBench.NameOf<DirectTwo>());

        await _delivery.Create().RunAsync(default);

        Assert.Equal(["DirectOne"], _delivery.Journal.Names);
        Assert.Equal(
            [DeliveryBench.NameOf<Added>(), DeliveryBench.NameOf<DirectTwo>(), DeliveryBench.NameOf<DirectOne>()],
            Assert.Single(_delivery.Commits).CompletedHandlers);
    }

    [Theory]
    [InlineData("Added")]
    [InlineData("DirectOne")]
    [InlineData("DirectTwo")]
    public async Task Failing_handler_delays_no_other_and_is_retried(string failing)
    {
        _delivery.Add();
        _delivery.Journal.OnHandle = (name, _) => name == failing ? throw new FormatException("No.") : Task.CompletedTask;

        await _delivery.Create().RunAsync(default);

        Assert.Equal(["Added", "DirectOne", "DirectTwo"], _delivery.Journal.Names);
        var commit = Assert.Single(_delivery.Commits);
        // The second delay, and half of its jitter.
        Assert.Equal(
            (DeliveryStatus.Pending, 2, "System.FormatException", Bench.Now.AddSeconds(5 * 1.1)),
            (commit.Status, commit.Tries, commit.LastError, commit.NextTryAt));
        Assert.Equal(2, commit.CompletedHandlers.Count);
        Assert.DoesNotContain(commit.CompletedHandlers, name => name.EndsWith(failing, StringComparison.Ordinal));
        Assert.Equal([1310], Bench.Logged);
        Assert.Contains(failing, Bench.LineOf(1310).Values, StringComparison.Ordinal);
        Assert.Equal(new TrackingRunResult { FailedDeliveries = 1 }, _delivery.Tally.ToResult());
        Assert.Empty(Bench.Measured.Of(TrackingTelemetry.DeliveryLag));
    }

    [Fact]
    public async Task Change_is_parked_after_its_last_try()
    {
        var claim = _delivery.Add(12);
        _delivery.Journal.OnHandle = (_, _) => throw new FormatException("No.");

        await _delivery.Create().RunAsync(default);

        Assert.Equal((DeliveryStatus.Parked, 12), Assert.Single(_delivery.Commits) is var commit ? (commit.Status, commit.Tries) : default);
        Assert.Equal([1310, 1310, 1310, 1311], Bench.Logged);
        Assert.Contains($"ChangeId={claim.Change.Id}", Bench.LineOf(1311).Values, StringComparison.Ordinal);
        Assert.Equal(new TrackingRunResult { FailedDeliveries = 1, Parked = 1 }, _delivery.Tally.ToResult());
    }

    [Fact]
    public async Task Change_whose_process_ended_calls_no_handler_and_is_retried_later()
    {
        _delivery.Add(_delivery.Add(3) with { HasExpiredLease = true });
        Bench.Store.DueChanges.Dequeue();

        await _delivery.Create().RunAsync(default);

        Assert.Empty(_delivery.Journal.Names);
        var commit = Assert.Single(_delivery.Commits);
        Assert.Equal(
            (DeliveryStatus.Pending, 2, DeliveryRules.ProcessEnded, Bench.Now.AddSeconds(5 * 1.1)),
            (commit.Status, commit.Tries, commit.LastError, commit.NextTryAt));
        Assert.Equal([1323], Bench.Logged);
        Assert.Contains("Attempt=2", Bench.LineOf(1323).Values, StringComparison.Ordinal);
        Assert.Equal(1, _delivery.Tally.ToResult().FailedDeliveries);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Stop_during_a_handler_interrupts_the_delivery_and_is_no_failure(bool throws)
    {
        using var stop = new CancellationTokenSource();
        _delivery.Add();
        _delivery.Journal.OnHandle = async (_, _) =>
        {
            await stop.CancelAsync();
            if (throws) throw new FormatException("No.");
        };

        await _delivery.Create().RunAsync(new StopTokens(stop.Token, default));

        Assert.Equal(["Added"], _delivery.Journal.Names);
        var commit = Assert.Single(_delivery.Commits);
        Assert.Equal(
            (DeliveryStatus.Pending, 2, null, Bench.Now), (commit.Status, commit.Tries, commit.LastError, commit.NextTryAt));
        Assert.Equal(throws ? 0 : 1, commit.CompletedHandlers.Count);
        Assert.Empty(Bench.Logged);
        Assert.Equal(new TrackingRunResult(), _delivery.Tally.ToResult());
    }

    [Fact]
    public async Task No_handler_starts_after_the_lease_has_expired_during_another_one()
    {
        Bench.Store.RenewsNothing = true;
        _delivery.Add();
        _delivery.Journal.OnHandle = (_, _) =>
        {
            Bench.Time.Jump(TimeSpan.FromMinutes(1));
            return Task.CompletedTask;
        };
        Bench.Options.HandlerTimeout = TimeSpan.FromMinutes(10);

        await _delivery.Create().RunAsync(default);

        Assert.Equal(["Added"], _delivery.Journal.Names);
        Assert.Equal([DeliveryBench.NameOf<Added>()], Assert.Single(_delivery.Commits).CompletedHandlers);
    }

    [Fact]
    public async Task Change_that_has_not_started_when_the_host_stops_is_due_now_and_its_try_does_not_count()
    {
        using var stop = new CancellationTokenSource();
        Bench.Options.MaxConcurrentDeliveries = 1;
        _delivery.Add();
        var second = _delivery.Add(3);
        _delivery.Journal.OnHandle = (_, _) => stop.CancelAsync();

        await _delivery.Create().RunAsync(new StopTokens(stop.Token, default));

        var commit = _delivery.Commits.Single(one => one.Id == second.Change.Id);
        Assert.Equal((DeliveryStatus.Pending, 2, Bench.Now), (commit.Status, commit.Tries, commit.NextTryAt));
        Assert.Equal(DeliveryBench.Fence, commit.Fence);
    }

    [Fact]
    public async Task Handler_that_hangs_is_abandoned_after_its_limit_and_the_slack_and_the_next_one_is_called()
    {
        var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var hang = new TaskCompletionSource();
        _delivery.Add();
        _delivery.Journal.OnHandle = (name, _) =>
        {
            if (name != "Added") return Task.CompletedTask;
            begun.SetResult();
            return hang.Task;
        };

        var running = _delivery.Create().RunAsync(default);
        // The limit starts before the handler: it could end while the handler has not been called.
        await begun.Task.WaitAsync(Ct);
        await Bench.Time.AdvanceWhenScheduledAsync(TimeSpan.FromSeconds(30), Ct);
        Assert.Empty(_delivery.Commits);
        await Bench.Time.AdvanceWhenScheduledAsync(TimeSpan.FromSeconds(5), Ct);
        await running;

        Assert.Equal(["Added", "DirectOne", "DirectTwo"], _delivery.Journal.Names);
        Assert.Equal("System.TimeoutException", Assert.Single(_delivery.Commits).LastError);
        Assert.Equal([1319], Bench.Logged);
        var values = Bench.LineOf(1319).Values;
        Assert.Contains("Limit=00:00:30", values, StringComparison.Ordinal);
        Assert.Contains("Slack=00:00:05", values, StringComparison.Ordinal);
        Assert.Contains("Attempt=2", values, StringComparison.Ordinal);
        var overrun = Assert.Single(Bench.Measured.Of(TrackingTelemetry.Overruns));
        Assert.Equal("delivery", overrun.Tags[TrackingTelemetry.WorkTag]);
        hang.SetResult();
    }

    [Fact]
    public async Task Handler_that_outlasts_the_stop_of_the_host_keeps_its_lease()
    {
        using var stop = new CancellationTokenSource();
        using var leave = new CancellationTokenSource();
        var hang = new TaskCompletionSource();
        _delivery.Add();
        _delivery.Journal.OnHandle = async (_, _) =>
        {
            await stop.CancelAsync();
            await leave.CancelAsync();
            await hang.Task;
        };

        await _delivery.Create().RunAsync(new StopTokens(stop.Token, leave.Token));

        Assert.Empty(_delivery.Commits);
        Assert.Equal([1322], Bench.Logged);
        Assert.Equal(["Added"], _delivery.Journal.Names);
        hang.SetResult();
    }

    [Fact]
    public async Task Held_changes_are_renewed_under_their_fencing_number()
    {
        var go = new TaskCompletionSource();
        var claim = _delivery.Add();
        _delivery.Journal.OnHandle = (_, _) => go.Task;

        var running = _delivery.Create().RunAsync(default);
        await Bench.Time.WaitForTimerAsync(left => left == TimeSpan.FromSeconds(30), Ct);
        await Bench.Time.AdvanceWhenScheduledAsync(TimeSpan.FromSeconds(20), Ct);
        await Bench.Store.WaitForAsync("RenewChanges", 1, Ct);
        go.SetResult();
        await running;

        var (leases, until) = Bench.Store.CallsOf<(IReadOnlyList<Lease<Guid>>, DateTimeOffset)>("RenewChanges")[0];
        Assert.Equal([new Lease<Guid>(claim.Change.Id, DeliveryBench.Fence)], leases);
        Assert.Equal(Bench.Now.AddMinutes(1), until);
    }
}
