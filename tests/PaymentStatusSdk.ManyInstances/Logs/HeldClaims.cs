using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using PaymentStatusSdk.Invariants;
using PaymentStatusSdk.Tracking.Stores;

namespace PaymentStatusSdk.ManyInstances.Logs;

/// <summary>The claims of this process, by which queries and calls of handlers are attributed to a fencing number. Thread-safe.</summary>
internal sealed class HeldClaims
{
    // The worker passes the very query of the claim to its client.
    private readonly ConditionalWeakTable<TransactionQuery, ClaimedTransaction> _checks = [];
    private readonly ConcurrentDictionary<Guid, ClaimedChange> _changes = new();

    public void Add(ClaimedTransaction claim) => _checks.AddOrUpdate(claim.Transaction.Query, claim);

    public void Add(ClaimedChange claim) => _changes[claim.Change.Id] = claim;

    /// <summary>Returns the claim that a query is sent for; null for a query of the application's own.</summary>
    public ClaimedTransaction? Find(TransactionQuery query) => _checks.TryGetValue(query, out var claim) ? claim : null;

    public long RowOf(Guid change) => _changes[change].Change.Transaction.Id;

    /// <summary>Returns the fencing number under which a handler is called: an expired claim starts no handler.</summary>
    public long FenceOf(Guid change) => _changes[change].Fence;

    public DeliveryCommitted EventOf(DeliveryCommit commit) =>
        new(default, RowOf(commit.Id), commit.Id, commit.Fence, commit.Status, IsWritten: true);
}
