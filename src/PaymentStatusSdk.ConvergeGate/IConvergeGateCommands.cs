namespace PaymentStatusSdk.ConvergeGate;

/// <summary>
/// The commands of ConvergeGate other than status queries. Resolve it as a keyed service with the client's name as the key.
/// </summary>
/// <remarks>Thread-safe singleton.</remarks>
public interface IConvergeGateCommands
{
    /// <summary>
    /// Asks the gateway to send notification 850 for a transaction again (command 709 with <c>notify=YES</c>), and returns the status
    /// from its answer.
    /// </summary>
    /// <remarks>A retry repeats the notification and has no other effect.</remarks>
    /// <param name="query">The query that identifies the transaction.</param>
    /// <param name="cancellationToken">Cancels the wait; the notification may already have been triggered.</param>
    /// <returns>The status. With the outcome NotFound, the gateway sends no notification.</returns>
    /// <exception cref="ArgumentException">The query is not valid for this gateway. Nothing was sent.</exception>
    /// <exception cref="TransactionStatusException">The command failed; the notification may nevertheless have been triggered.</exception>
    Task<TransactionStatusResult> ResendNotificationAsync(TransactionQuery query, CancellationToken cancellationToken = default);
}
