using System.Data.Common;
using PaymentStatusSdk.Tracking.Stores;

namespace PaymentStatusSdk.Tracking.Tests.Staging;

/// <summary>The transaction of a handler, which reports when it has ended the delivery.</summary>
internal sealed class ObservedDelivery(IDeliveryTransaction inner, Action onDelivered) : IDeliveryTransaction
{
    public DbTransaction Transaction => inner.Transaction;

    public async Task<bool> CommitAsync(DeliveryCommit commit, CancellationToken cancellationToken)
    {
        if (!await inner.CommitAsync(commit, cancellationToken)) return false;
        if (!commit.KeepsClaim) onDelivered();
        return true;
    }

    public Task AbandonAsync(Task handler, CancellationToken cancellationToken) => inner.AbandonAsync(handler, cancellationToken);

    public ValueTask DisposeAsync() => inner.DisposeAsync();
}
