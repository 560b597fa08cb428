using PaymentStatusSdk.Invariants;
using PaymentStatusSdk.Invariants.Logs;

namespace PaymentStatusSdk.ManyInstances.Logs;

/// <summary>Logs the answers to the queries of the workers.</summary>
internal sealed class LoggedClient(ITransactionStatusClient inner, EventLog log, HeldClaims claims)
    : DelegatingTransactionStatusClient(inner)
{
    public override async Task<TransactionStatusResult> GetStatusAsync(
        TransactionQuery query, CancellationToken cancellationToken = default)
    {
        if (claims.Find(query) is not { } claim) return await base.GetStatusAsync(query, cancellationToken);
        var askedAt = TimeProvider.System.GetUtcNow();
        var from = EventLog.Now;
        TransactionStatusResult? result = null;
        try
        {
            return result = await base.GetStatusAsync(query, cancellationToken);
        }
        finally
        {
            log.Add([new QueryAnswered(default, claim.Transaction.Id, claim.Fence, askedAt, result)], from);
        }
    }
}
