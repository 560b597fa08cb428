namespace PaymentStatusSdk.ConvergeGate;

/// <summary>Commands run like queries, on exchanges of their own: no query must share a seat with one.</summary>
internal sealed class ConvergeGateCommands(ITransactionStatusClient notifying) : IConvergeGateCommands
{
    public Task<TransactionStatusResult> ResendNotificationAsync(TransactionQuery query, CancellationToken cancellationToken = default) =>
        notifying.GetStatusAsync(query, cancellationToken);
}
