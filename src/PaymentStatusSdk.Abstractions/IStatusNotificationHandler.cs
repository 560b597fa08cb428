namespace PaymentStatusSdk;

/// <summary>
/// Receives a notification when a gateway reports that a transaction has changed. Any number of handlers can be registered.
/// </summary>
/// <remarks>
/// Called while the gateway waits for its acknowledgement: record the work to be done and query the status elsewhere, because some gateways
/// lock the transaction until they have the acknowledgement. The same change may be delivered more than once. Must be thread-safe.
/// </remarks>
public interface IStatusNotificationHandler
{
    /// <summary>Processes a notification. If it throws, the gateway gets no acknowledgement and sends the message again.</summary>
    /// <param name="notification">Names the transaction; it is no evidence of the transaction's status.</param>
    /// <param name="cancellationToken">Canceled when the time limit for the acknowledgement has passed.</param>
    Task HandleAsync(StatusNotification notification, CancellationToken cancellationToken);
}
