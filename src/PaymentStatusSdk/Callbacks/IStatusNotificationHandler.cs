namespace PaymentStatusSdk;

/// <summary>Is told when a gateway says that a transaction has changed. Register as many as you like.</summary>
/// <remarks>
/// Called while the gateway waits for its acknowledgement: note what is to be done, and ask for the status elsewhere (some gateways lock the
/// transaction until they are answered). The same change may be told more than once. Must be thread-safe.
/// </remarks>
public interface IStatusNotificationHandler
{
    /// <summary>Takes a notification. If it throws, the gateway is not acknowledged and will try again.</summary>
    /// <param name="notification">Which transaction, never what to believe of it.</param>
    /// <param name="cancellationToken">Fires when the time for an acknowledgement is up.</param>
    Task HandleAsync(StatusNotification notification, CancellationToken cancellationToken);
}
