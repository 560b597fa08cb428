namespace PaymentStatusSdk.ConvergeGate;

/// <summary>Runs commands like queries, but in separate exchanges: a query must never be coalesced with a command.</summary>
internal sealed class ConvergeGateCommands(ITransactionStatusClient notifying) : IConvergeGateCommands
{
    public Task<TransactionStatusResult> ResendNotificationAsync(TransactionQuery query, CancellationToken cancellationToken = default) =>
        notifying.GetStatusAsync(query, cancellationToken);
}
