using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using PaymentStatusSdk.Tracking.Clocks;
using PaymentStatusSdk.Tracking.Stores;
using PaymentStatusSdk.Tracking.Telemetry;
using PaymentStatusSdk.Tracking.Work;

namespace PaymentStatusSdk.Tracking.Delivery;

/// <summary>Delivers changes to every handler, and retries the handlers that failed.</summary>
internal sealed class DeliveryWorker(
    HandlerList handlers, IServiceScopeFactory scopes, ITrackingStore store, TrackingOptions options, TrackingMetrics metrics,
    StoreClock clock, ILogger logger)
    : LeasedWorker<Guid, ClaimedChange, DeliveryCommit>(
        "changes", options.MaxConcurrentDeliveries, options, metrics.Watch(WorkKind, null, options.MaxConcurrentDeliveries), clock, logger)
{
    public const string WorkKind = "delivery";

    private readonly TimeLimit _limit = new(options.HandlerTimeout, options.OverrunSlack);

    protected override Task<IReadOnlyList<ClaimedChange>> ClaimAsync(
        int count, DateTimeOffset now, DateTimeOffset until, CancellationToken cancellationToken) =>
        store.ClaimChangesAsync(new ChangeClaim(count, now, until), cancellationToken);

    protected override async Task<DeliveryCommit?> WorkAsync(ClaimedChange claim, StopTokens stop)
    {
        if (DeliveryRules.AfterExpiredLease(claim, Options, Time.GetUtcNow(), Random.Shared.NextDouble()) is { } lost)
        {
            TrackingLog.ProcessEnded(Logger, claim.Change.Transaction.ClientName, lost.Tries);
            return Logged(lost, claim);
        }

        var delivery = new ChangeDelivery(claim);
        foreach (var handler in handlers.Added)
        {
            if (!delivery.IsBrokenOff && !delivery.CompletedHandlers.Contains(handler.Name!))
                await DeliverAsync(handler, delivery, stop).ConfigureAwait(false);
        }

        for (var index = 0; !delivery.IsBrokenOff && handlers.DirectAt(index) is { } handler; index++)
        {
            if (!await DeliverAsync(handler, delivery, stop).ConfigureAwait(false)) break;
        }

        return End(delivery);
    }

    protected override DeliveryCommit Release(ClaimedChange claim) => DeliveryRules.NotStarted(claim, Time.GetUtcNow());

    protected override Task CommitAsync(IReadOnlyList<DeliveryCommit> commits, CancellationToken cancellationToken) =>
        store.CommitDeliveriesAsync(commits, cancellationToken);

    protected override Task RenewAsync(IReadOnlyList<Lease<Guid>> leases, DateTimeOffset until, CancellationToken cancellationToken) =>
        store.RenewChangesAsync(leases, until, cancellationToken);

    protected override Lease<Guid> LeaseOf(ClaimedChange claim) => new(claim.Change.Id, claim.Fence);

    protected override Lease<Guid> LeaseOf(DeliveryCommit commit) => new(commit.Id, commit.Fence);

    /// <summary>
    /// Delivers a change to one handler. Each handler has the full time limit, so a handler that hangs does not shorten the time of the
    /// next one.
    /// </summary>
    /// <returns>
    /// Whether the handler exists or may exist. False ends the loop over indexes: if the container cannot create its handlers, it cannot
    /// create the handler at any other index either.
    /// </returns>
    private async Task<bool> DeliverAsync(HandlerSource source, ChangeDelivery delivery, StopTokens stop)
    {
        if (stop.Stopping.IsCancellationRequested)
        {
            delivery.IsStopped = true;
            return false;
        }

        delivery.HasStarted = true;
        var change = delivery.Claim.Change;
        var call = new HandlerCall(source, scopes);
        string[] completed = [.. delivery.CompletedHandlers];
        var (end, task) = await Limited.RunAsync(token => call.RunAsync(change, completed, token), _limit, stop).ConfigureAwait(false);
        if (end == WorkEnd.LeftRunning)
        {
            delivery.IsLeft = true;
            return false;
        }

        if (end == WorkEnd.Overran)
        {
            TrackingLog.HandlerOverran(Logger, call.Type, change.Transaction.ClientName, change.Attempt, _limit.Time, _limit.Slack);
            metrics.Overran(WorkKind, change.Transaction.ClientName);
            delivery.Error = typeof(TimeoutException);
            return call.IsCreated;
        }

        try
        {
            return delivery.Complete(await task.ConfigureAwait(false));
        }
        catch (Exception) when (IsOver(stop.Stopping))
        {
            // An exception while the host stops is not a failure of the handler.
            delivery.IsStopped = true;
            return false;
        }
        catch (Exception exception)
        {
            TrackingLog.HandlerFailed(Logger, call.Type, change.Transaction.ClientName, change.Attempt, exception);
            delivery.Error = exception.GetType();
            return call.IsCreated;
        }
    }

    private DeliveryCommit? End(ChangeDelivery delivery)
    {
        var (claim, now) = (delivery.Claim, Time.GetUtcNow());
        if (delivery.IsLeft) return null;
        if (delivery.IsStopped)
            return delivery.HasStarted ? DeliveryRules.Interrupted(claim, delivery.CompletedHandlers, Options, now) : Release(claim);
        if (delivery.Error is { } error)
            return Logged(
                DeliveryRules.Failed(claim, delivery.CompletedHandlers, error.FullName!, Options, now, Random.Shared.NextDouble()), claim);
        metrics.Delivered(claim.Change, now);
        Pass?.Tally.Delivered(DeliveryStatus.Delivered);
        return DeliveryRules.Delivered(claim, delivery.CompletedHandlers, now);
    }

    private DeliveryCommit Logged(DeliveryCommit commit, ClaimedChange claim)
    {
        Pass?.Tally.Delivered(commit.Status);
        if (commit.Status == DeliveryStatus.Parked)
            TrackingLog.Parked(Logger, claim.Change.Transaction.ClientName, claim.Change.Id, commit.Tries);
        return commit;
    }

    /// <summary>The progress of one try.</summary>
    private sealed class ChangeDelivery(ClaimedChange claim)
    {
        public ClaimedChange Claim => claim;

        public List<string> CompletedHandlers { get; } = [.. claim.CompletedHandlers];

        /// <summary>The last failure of a handler.</summary>
        public Type? Error { get; set; }

        public bool HasStarted { get; set; }

        /// <summary>Whether the host stops while handlers remain to be called.</summary>
        public bool IsStopped { get; set; }

        /// <summary>Whether a handler still ran when the host's time to stop was over.</summary>
        public bool IsLeft { get; set; }

        public bool IsBrokenOff => IsStopped || IsLeft;

        /// <summary>Records a handler that has completed the change; returns false when there was none.</summary>
        public bool Complete(string? name)
        {
            if (name is not null && !CompletedHandlers.Contains(name)) CompletedHandlers.Add(name);
            return name is not null;
        }
    }
}
