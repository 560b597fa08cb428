namespace PaymentStatusSdk.ConvergeGate;

/// <summary>What ConvergeGate can be told to do beside answering. Resolve it by the client's name, as a keyed service.</summary>
/// <remarks>Thread-safe singleton.</remarks>
public interface IConvergeGateCommands
{
    /// <summary>
    /// Asks the gateway to send notification 850 for a transaction again (command 709 with <c>notify=YES</c>), and gives back the status
    /// that it answers with.
    /// </summary>
    /// <remarks>A repeated attempt repeats the notification, nothing else.</remarks>
    /// <param name="query">Which transaction.</param>
    /// <param name="cancellationToken">Ends the wait; the notification may have been triggered already.</param>
    /// <returns>The status. With the outcome NotFound no notification follows.</returns>
    /// <exception cref="ArgumentException">The query cannot be asked. Nothing was sent.</exception>
    /// <exception cref="TransactionStatusException">The command failed; the notification may have been triggered all the same.</exception>
    Task<TransactionStatusResult> ResendNotificationAsync(TransactionQuery query, CancellationToken cancellationToken = default);
}
