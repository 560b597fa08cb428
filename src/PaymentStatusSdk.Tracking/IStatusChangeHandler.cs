namespace PaymentStatusSdk.Tracking;

/// <summary>Handles the changes of tracked transactions. Register any number of handlers with <c>AddStatusChangeHandler</c>.</summary>
/// <remarks>
/// Called in a scope of its own for every delivery, for several transactions at once, never for two changes of one transaction at once, unless
/// it runs on after its token fired and <see cref="TrackingOptions.OverrunSlack"/> is over.
/// A change comes at least once: when it came before, by <see cref="StatusChange.Id"/>, return. Each handler is retried on its own: one that
/// has taken a change is not called again because another failed, unless the process ended in between.
/// </remarks>
public interface IStatusChangeHandler
{
    /// <summary>Takes a change. If it throws, or does not return in time, it is called again later; after a number of tries the change is parked.</summary>
    /// <param name="change">What happened, and the whole transaction as of then.</param>
    /// <param name="cancellationToken">
    /// Fires when <see cref="TrackingOptions.HandlerTimeout"/> is over or the host stops. The change is not delivered elsewhere before the
    /// handler has ended, so end soon: a host waits for its own shutdown time at most.
    /// </param>
    Task HandleAsync(StatusChange change, CancellationToken cancellationToken);
}
