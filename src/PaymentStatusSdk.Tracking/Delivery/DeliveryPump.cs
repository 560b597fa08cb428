using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using PaymentStatusSdk.Tracking.Stores;

namespace PaymentStatusSdk.Tracking;

/// <summary>Hands changes to every handler, and tries again with those that failed.</summary>
internal sealed class DeliveryPump(
    IServiceScopeFactory scopes, ITrackingStore store, TrackingOptions options, TrackingMetrics metrics, TimeProvider timeProvider, ILogger logger)
    : ClaimPump<Guid, ClaimedChange, DeliveryCommit>("changes", options.MaxConcurrentDeliveries, options, timeProvider, logger)
{
    protected override Task<IReadOnlyList<ClaimedChange>> ClaimAsync(
        int count, DateTimeOffset now, DateTimeOffset until, CancellationToken cancellationToken) =>
        store.ClaimChangesAsync(new ChangeClaim(count, now, until), cancellationToken);

    protected override async Task<DeliveryCommit> WorkAsync(ClaimedChange claim, CancellationToken cancellationToken)
    {
        var taken = new List<string>(claim.TakenBy);
        Type? error;
        try
        {
            error = await TellAllAsync(claim.Change, taken, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            // A handler that cannot be made or disposed of.
            if (!IsOver(cancellationToken))
                TrackingLog.HandlerFailed(Logger, typeof(IStatusChangeHandler), claim.Change.Transaction.Client, claim.Change.Attempt, exception);
            error = exception.GetType();
        }

        // The host stops: it is no failure of the handler's.
        if (error is not null && IsOver(cancellationToken)) return Release(claim) with { TakenBy = taken };
        return error is null ? Delivered(claim, taken) : Failed(claim, taken, error);
    }

    protected override DeliveryCommit Release(ClaimedChange claim) => new(
        claim.Change.Id, claim.Fence, DeliveryStatus.Pending, claim.Change.Attempt - 1, claim.TakenBy, Time.GetUtcNow(), null, null);

    protected override Task CommitAsync(IReadOnlyList<DeliveryCommit> commits, CancellationToken cancellationToken) =>
        store.CommitDeliveriesAsync(commits, cancellationToken);

    protected override Task RenewAsync(IReadOnlyList<Lease<Guid>> leases, DateTimeOffset until, CancellationToken cancellationToken) =>
        store.RenewChangesAsync(leases, until, cancellationToken);

    protected override Lease<Guid> LeaseOf(ClaimedChange claim) => new(claim.Change.Id, claim.Fence);

    protected override Lease<Guid> LeaseOf(DeliveryCommit commit) => new(commit.Id, commit.Fence);

    /// <summary>Tells each handler that has not taken it yet. Returns the type of the last failure; null when all have taken it.</summary>
    private async Task<Type?> TellAllAsync(StatusChange change, List<string> taken, CancellationToken cancellationToken)
    {
        Type? error = null;
        var scope = scopes.CreateAsyncScope();
        await using (scope.ConfigureAwait(false))
        {
            foreach (var handler in scope.ServiceProvider.GetServices<IStatusChangeHandler>())
            {
                var name = NameOf(handler);
                if (taken.Contains(name)) continue;
                // The host stops with a handler left that has not been told: that is no delivery.
                if (cancellationToken.IsCancellationRequested) return typeof(OperationCanceledException);
                if (await TellAsync(handler, change, cancellationToken).ConfigureAwait(false) is { } failure) error = failure;
                else taken.Add(name);
            }
        }

        return error;
    }

    /// <summary>Each handler has the whole time: one that hangs takes nothing from the next.</summary>
    private async Task<Type?> TellAsync(IStatusChangeHandler handler, StatusChange change, CancellationToken cancellationToken)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var timer = Time.CreateTimer(static state => ((CancellationTokenSource)state!).Cancel(), over, Options.HandlerTimeout, Timeout.InfiniteTimeSpan);
        try
        {
            // Waited for no longer than the time that it has, also when it does not look at its token, or never gives back its thread.
            var handling = Task.Run(() => handler.HandleAsync(change, over.Token), CancellationToken.None);
            await handling.WaitAsync(over.Token).ConfigureAwait(false);
            return null;
        }
        catch (Exception exception)
        {
            // When the host stops it is no failure of the handler's.
            if (!IsOver(cancellationToken))
                TrackingLog.HandlerFailed(Logger, handler.GetType(), change.Transaction.Client, change.Attempt, exception);
            return exception.GetType();
        }
    }

    private DeliveryCommit Delivered(ClaimedChange claim, List<string> taken)
    {
        var now = Time.GetUtcNow();
        metrics.Delivered(claim.Change, now);
        return new DeliveryCommit(claim.Change.Id, claim.Fence, DeliveryStatus.Delivered, claim.Change.Attempt, taken, null, now, null);
    }

    private DeliveryCommit Failed(ClaimedChange claim, List<string> taken, Type error)
    {
        var tries = claim.Change.Attempt;
        if (tries >= Options.MaxDeliveryTries)
        {
            TrackingLog.Parked(Logger, claim.Change.Transaction.Client, claim.Change.Id, tries);
            return new DeliveryCommit(claim.Change.Id, claim.Fence, DeliveryStatus.Parked, tries, taken, null, null, error.FullName);
        }

        var next = Time.GetUtcNow() + Options.DeliveryRetries.DelayAfter(tries, Random.Shared.NextDouble());
        return new DeliveryCommit(claim.Change.Id, claim.Fence, DeliveryStatus.Pending, tries, taken, next, null, error.FullName);
    }

    private static string NameOf(IStatusChangeHandler handler)
    {
        const int Longest = 256;
        var name = handler.GetType().FullName ?? handler.GetType().Name;
        return name.Length <= Longest ? name : name[^Longest..];
    }
}
