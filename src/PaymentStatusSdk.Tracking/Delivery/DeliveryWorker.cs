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
    StoreClock clock, JitterSource jitter, ILogger logger)
    : LeasedWorker<Guid, ClaimedChange, DeliveryCommit>(
        "changes", options.MaxConcurrentDeliveries, options, metrics.Watch(WorkKind, null, options.MaxConcurrentDeliveries), clock, jitter,
        logger)
{
    public const string WorkKind = "delivery";

    private ITransactionalTrackingStore Transactional => (ITransactionalTrackingStore)store;

    private readonly TimeLimit _limit = new(options.HandlerTimeout, options.OverrunSlack);

    protected override Task<IReadOnlyList<ClaimedChange>> ClaimAsync(
        int count, DateTimeOffset now, DateTimeOffset until, CancellationToken cancellationToken) =>
        store.ClaimChangesAsync(new ChangeClaim(count, now, until), cancellationToken);

    protected override async Task<DeliveryCommit?> WorkAsync(ClaimedChange claim, StopTokens stop)
    {
        if (DeliveryRules.AfterExpiredLease(claim, Options, Time.GetUtcNow(), Jitter.Next()) is { } lost)
        {
            TrackingLog.ProcessEnded(Logger, claim.Change.Transaction.ClientName, lost.Tries);
            return Logged(lost, claim);
        }

        var delivery = new ChangeDelivery(claim);
        foreach (var handler in handlers.Added)
        {
            if (!delivery.IsBrokenOff && !delivery.CompletedHandlers.Contains(handler.Name!))
                await DeliverAsync(handler, delivery, null, stop).ConfigureAwait(false);
        }

        for (var index = 0; !delivery.IsBrokenOff && handlers.DirectAt(index) is { } handler; index++)
        {
            if (!await DeliverAsync(handler, delivery, null, stop).ConfigureAwait(false)) break;
        }

        var transactional = handlers.Transactional.Where(handler => !delivery.CompletedHandlers.Contains(handler.Name!)).ToArray();
        foreach (var handler in transactional)
        {
            delivery.IsLastHandler = handler == transactional[^1];
            if (!delivery.IsBrokenOff) await DeliverInTransactionAsync(handler, delivery, stop).ConfigureAwait(false);
        }

        return End(delivery);
    }

    protected override DeliveryCommit Release(ClaimedChange claim) => DeliveryRules.NotStarted(claim, Time.GetUtcNow());

    protected override Task CommitAsync(IReadOnlyList<DeliveryCommit> commits, CancellationToken cancellationToken) =>
        commits.Where(commit => !commit.IsWritten).ToArray() is { Length: > 0 } open
            ? store.CommitDeliveriesAsync(open, cancellationToken)
            : Task.CompletedTask;

    protected override Task<IReadOnlyList<Lease<Guid>>> RenewAsync(
        IReadOnlyList<Lease<Guid>> leases, DateTimeOffset until, CancellationToken cancellationToken) =>
        store.RenewChangesAsync(leases, until, cancellationToken);

    protected override Lease<Guid> LeaseOf(ClaimedChange claim) => new(claim.Change.Id, claim.Fence);

    protected override Lease<Guid> LeaseOf(DeliveryCommit commit) => new(commit.Id, commit.Fence);

    // The wait for the transaction does not count against the handler: in a database with one writer, handlers wait for each other.
    private async Task DeliverInTransactionAsync(HandlerSource source, ChangeDelivery delivery, StopTokens stop)
    {
        try
        {
            var transaction = await Transactional.BeginDeliveryAsync(LeaseOf(delivery.Claim), stop.Stopping).ConfigureAwait(false);
            if (transaction is null)
            {
                delivery.IsLost = true;
                return;
            }

            await using var rollingBack = transaction.ConfigureAwait(false);
            await DeliverAsync(source, delivery, transaction, stop).ConfigureAwait(false);
        }
        catch (Exception) when (IsOver(stop.Stopping))
        {
            delivery.IsStopped = true;
        }
        catch (TrackingStoreException exception) when (exception.IsTransient)
        {
            TrackingLog.NotBegun(Logger, source.Type, delivery.Claim.Change.Transaction.ClientName, exception);
            delivery.Postponement = exception.GetType();
        }
        catch (TrackingStoreException exception)
        {
            var change = delivery.Claim.Change;
            TrackingLog.HandlerFailed(Logger, source.Type, change.Transaction.ClientName, change.Attempt, exception);
            delivery.Error = exception.GetType();
        }
    }

    /// <summary>
    /// Delivers a change to one handler. Each handler has the full time limit, so a handler that hangs does not shorten the time of the
    /// next one.
    /// </summary>
    /// <returns>
    /// Whether the handler exists or may exist. False ends the loop over indexes: if the container cannot create its handlers, it cannot
    /// create the handler at any other index either.
    /// </returns>
    private async Task<bool> DeliverAsync(
        HandlerSource source, ChangeDelivery delivery, IDeliveryTransaction? transaction, StopTokens stop)
    {
        if (stop.Stopping.IsCancellationRequested || HasExpired(delivery.Claim))
        {
            delivery.IsStopped = true;
            return false;
        }

        delivery.HasStarted = true;
        var change = delivery.Claim.Change;
        var call = new HandlerCall(source, scopes, transaction);
        var progress = delivery.Snapshot(Time.GetUtcNow());
        var (end, task) = await Limited.RunAsync(token => call.RunAsync(progress, token), _limit, stop).ConfigureAwait(false);
        if (end != WorkEnd.Ended && transaction is not null)
            await transaction.AbandonAsync(task, CancellationToken.None).ConfigureAwait(false);
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
            var name = await task.ConfigureAwait(false);
            delivery.IsLost = call.IsClaimLost;
            return !delivery.IsLost && delivery.Complete(name, isWritten: transaction is not null);
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
        if (delivery.IsLost)
        {
            TrackingLog.ClaimLost(Logger, claim.Change.Transaction.ClientName);
            return Release(claim) with { IsWritten = true };
        }

        if (delivery.IsStopped)
            return delivery.HasStarted ? DeliveryRules.Interrupted(claim, delivery.CompletedHandlers, Options, now) : Release(claim);
        if (delivery.Error is { } error)
            return Logged(
                DeliveryRules.Failed(claim, delivery.CompletedHandlers, error.FullName!, Options, now, Jitter.Next()), claim);
        if (delivery.Postponement is { } cause)
            return Logged(
                DeliveryRules.Postponed(
                    claim, delivery.CompletedHandlers, cause.FullName!, Options, now, Jitter.Next()), claim);
        metrics.Delivered(claim.Change, now);
        Pass?.Tally.Delivered(DeliveryStatus.Delivered);
        return DeliveryRules.Delivered(claim, delivery.CompletedHandlers, now) with { IsWritten = delivery.IsWritten };
    }

    private DeliveryCommit Logged(DeliveryCommit commit, ClaimedChange claim)
    {
        Pass?.Tally.Delivered(commit.Status);
        if (commit.Status == DeliveryStatus.Parked)
            TrackingLog.Parked(Logger, claim.Change.Transaction.ClientName, claim.Change.Id, commit.Tries);
        return commit;
    }
}
