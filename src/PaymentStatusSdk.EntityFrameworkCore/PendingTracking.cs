using PaymentStatusSdk.Tracking;

namespace PaymentStatusSdk.EntityFrameworkCore;

/// <summary>A transaction that the next <c>SaveChangesAsync</c> of a context tracks.</summary>
public sealed class PendingTracking
{
    internal PendingTracking(string clientName, TransactionQuery query, TrackingPolicy? policy, Guid? databaseTransaction) =>
        (ClientName, Query, Policy, DatabaseTransaction) = (clientName, query, policy, databaseTransaction);

    /// <summary>The tracked transaction as it is stored if the database transaction commits; null before the save.</summary>
    public TrackedTransaction? Transaction { get; internal set; }

    internal string ClientName { get; }

    internal TransactionQuery Query { get; }

    internal TrackingPolicy? Policy { get; }

    /// <summary>The transaction of the context that was open during the call.</summary>
    internal Guid? DatabaseTransaction { get; }
}
