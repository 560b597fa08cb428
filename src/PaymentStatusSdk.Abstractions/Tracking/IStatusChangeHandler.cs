namespace PaymentStatusSdk.Tracking;

/// <summary>Receives the changes of tracked transactions. Register any number of handlers with <c>AddStatusChangeHandler</c>.</summary>
/// <remarks>
/// A handler is called in a new scope for every delivery. It is called concurrently for several transactions, but never concurrently for
/// two changes of one transaction, unless it still runs after its token was canceled and <c>TrackingOptions.OverrunSlack</c> has
/// passed. A change is delivered at least once: return at once for a <see cref="StatusChange.Id"/> that was already handled. Each handler
/// is retried independently: a handler that has completed a change is not called again because another handler failed, unless the process
/// ended in between.
/// </remarks>
public interface IStatusChangeHandler
{
    /// <summary>
    /// Handles a change. If it throws, or does not return in time, it is called again later. After
    /// <c>TrackingOptions.MaxDeliveryTries</c> tries the change is parked.
    /// </summary>
    /// <param name="change">The change, with the whole transaction as of the change.</param>
    /// <param name="cancellationToken">
    /// Canceled when <c>TrackingOptions.HandlerTimeout</c> has passed or the host stops. The change is not delivered elsewhere
    /// before the handler has ended, so return soon: a host waits no longer than its shutdown timeout.
    /// </param>
    Task HandleAsync(StatusChange change, CancellationToken cancellationToken);
}
