using System.Data.Common;
using PaymentStatusSdk.Invariants.Logs;
using PaymentStatusSdk.Tracking.Stores;

namespace PaymentStatusSdk.ManyInstances.Logs;

/// <summary>Logs the commit of a transactional handler.</summary>
internal sealed class LoggedDelivery(IDeliveryTransaction inner, EventLog log, HeldClaims claims) : IDeliveryTransaction
{
    public DbTransaction Transaction => inner.Transaction;

    public async Task<bool> CommitAsync(DeliveryCommit commit, CancellationToken cancellationToken)
    {
        var number = log.Begin(commit.KeepsClaim ? [] : [claims.EventOf(commit)]);
        var isWritten = await inner.CommitAsync(commit, cancellationToken);
        log.End(number, commit.KeepsClaim ? [] : [isWritten ? CommitOutcome.Written : CommitOutcome.Lost]);
        return isWritten;
    }

    public Task AbandonAsync(Task handler, CancellationToken cancellationToken) => inner.AbandonAsync(handler, cancellationToken);

    public ValueTask DisposeAsync() => inner.DisposeAsync();
}
