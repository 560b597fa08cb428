using PaymentStatusSdk.Tracking;

namespace PaymentStatusSdk.ManyInstances;

/// <summary>The merchant's own work, which goes wrong now and then: before it has done anything, or after it has.</summary>
internal sealed class LedgerHandler(Ledger ledger) : IStatusChangeHandler
{
    public Task HandleAsync(StatusChange change, CancellationToken cancellationToken)
    {
        var luck = change.Attempt == 1 ? change.Id.ToByteArray()[15] % 32 : -1;
        if (luck == 0) throw new InvalidOperationException("Not now.");
        ledger.Write(change);
        if (luck == 1) throw new InvalidOperationException("Done, but it does not look so.");
        return Task.CompletedTask;
    }
}
