using PaymentStatusSdk.Simulation.Instances;

namespace PaymentStatusSdk.Simulation.Gateways;

/// <summary>Reports to the invariants what the workers of an instance are answered, after the integrity check of the core.</summary>
internal sealed class ObservedClient(ITransactionStatusClient inner, Instance instance) : DelegatingTransactionStatusClient(inner)
{
    public override async Task<TransactionStatusResult> GetStatusAsync(
        TransactionQuery query, CancellationToken cancellationToken = default)
    {
        if (instance.TakeClaimOf(query) is not { } claim)
            return await base.GetStatusAsync(query, cancellationToken).ConfigureAwait(false);
        var askedAt = instance.StoreTime.GetUtcNow();
        TransactionStatusResult? result = null;
        try
        {
            return result = await base.GetStatusAsync(query, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            instance.World.Checker.Checks.Answered(instance, claim, askedAt, result);
        }
    }
}
