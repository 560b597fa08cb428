using PaymentStatusSdk.Relational.Dialects;
using PaymentStatusSdk.Tracking.Stores;

namespace PaymentStatusSdk.Relational.Store;

/// <summary>A lease to renew, if it is still held.</summary>
/// <param name="Id">The row or the change.</param>
/// <param name="Fence">The fencing number of the claim.</param>
/// <param name="Until">The new end of the lease.</param>
internal sealed record LeaseRenewal(object Id, long Fence, DateTimeOffset Until)
{
    /// <summary>The columns of a row.</summary>
    public static readonly SqlColumn<LeaseRenewal>[] OfRow =
    [
        new("id", SqlType.Number, lease => lease.Id) { IsKey = true },
        new("fence", SqlType.Number, lease => lease.Fence) { IsKey = true },
        new("leased", SqlType.Flag, static _ => true) { IsKey = true },
        new("due_at", SqlType.Time, lease => StoredTime.Up(lease.Until)),
    ];

    /// <summary>The columns of a change.</summary>
    public static readonly SqlColumn<LeaseRenewal>[] OfChange = [OfRow[0] with { Type = SqlType.Uuid }, .. OfRow[1..]];

    /// <summary>Returns the renewals in the order of their ids, so that concurrent calls lock rows in one order.</summary>
    public static LeaseRenewal[] Of<TId>(IReadOnlyList<Lease<TId>> leases, DateTimeOffset until)
        where TId : struct, IComparable<TId> =>
        [.. leases.OrderBy(lease => lease.Id).Select(lease => new LeaseRenewal(lease.Id, lease.Fence, until))];
}
