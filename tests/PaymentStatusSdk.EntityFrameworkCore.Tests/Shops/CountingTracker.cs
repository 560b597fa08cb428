using System.Data.Common;
using PaymentStatusSdk.Tracking;

namespace PaymentStatusSdk.EntityFrameworkCore.Tests.Shops;

/// <summary>Counts the calls inside transactions, and fails as the store does when its driver fails.</summary>
internal sealed class CountingTracker(ITransactionTracker inner, Faults faults) : ITransactionTracker
{
    public List<string> Tracked { get; } = [];

    public Task<TrackedTransaction> TrackAsync(
        string clientName, TransactionQuery query, TrackingPolicy? policy = null, CancellationToken cancellationToken = default) =>
        inner.TrackAsync(clientName, query, policy, cancellationToken);

    public async Task<TrackedTransaction> TrackAsync(
        string clientName, TransactionQuery query, DbTransaction transaction, TrackingPolicy? policy = null,
        CancellationToken cancellationToken = default)
    {
        Step("before tracking");
        var tracked = await inner.TrackAsync(clientName, query, transaction, policy, cancellationToken);
        Step("after tracking");
        lock (Tracked) Tracked.Add(query.MerchantReference!);
        return tracked;
    }

    public Task<TrackedTransaction?> GetAsync(long id, CancellationToken cancellationToken = default) =>
        inner.GetAsync(id, cancellationToken);

    public Task<TrackedTransaction?> FindAsync(string clientName, TransactionQuery query, CancellationToken cancellationToken = default) =>
        inner.FindAsync(clientName, query, cancellationToken);

    public Task<TrackedPage> ListAsync(TrackedFilter filter, CancellationToken cancellationToken = default) =>
        inner.ListAsync(filter, cancellationToken);

    public Task<bool> CheckNowAsync(long id, CancellationToken cancellationToken = default) => inner.CheckNowAsync(id, cancellationToken);

    public Task<bool> StopAsync(long id, CancellationToken cancellationToken = default) => inner.StopAsync(id, cancellationToken);

    public Task<bool> ResolveAsync(
        long id, string reason, string resolvedBy, long? expectedSequence = null, CancellationToken cancellationToken = default) =>
        inner.ResolveAsync(id, reason, resolvedBy, expectedSequence, cancellationToken);

    public Task<StatusChangePage> ListChangesAsync(StatusChangeFilter filter, CancellationToken cancellationToken = default) =>
        inner.ListChangesAsync(filter, cancellationToken);

    public Task<bool> RedeliverAsync(Guid changeId, CancellationToken cancellationToken = default) =>
        inner.RedeliverAsync(changeId, cancellationToken);

    private void Step(string name)
    {
        try
        {
            faults.Step(name);
        }
        catch (InjectedException exception)
        {
            throw new TrackingStoreException("The connection was lost.", isTransient: true, exception);
        }
    }
}
