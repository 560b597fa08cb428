using PaymentStatusSdk.Relational.Dialects;

namespace PaymentStatusSdk.Relational.Store;

/// <summary>The lease of a row or a change as a claim writes it.</summary>
/// <param name="Id">The row or the change.</param>
/// <param name="DueAt">When the lease ends, or when an unreadable document is read again.</param>
/// <param name="IsLeased">False for an unreadable document, so that its row can be woken once it is repaired.</param>
/// <param name="Fence">The new fencing number, which rejects the commit of an earlier claim.</param>
/// <param name="Tries">The number of tries of a change.</param>
internal sealed record LeaseUpdate(object Id, DateTimeOffset DueAt, bool IsLeased, long Fence, long Tries = 0)
{
    /// <summary>The columns of a row.</summary>
    public static readonly SqlColumn<LeaseUpdate>[] OfRow =
    [
        new("id", SqlType.Number, lease => lease.Id) { IsKey = true },
        new("due_at", SqlType.Time, lease => StoredTime.Up(lease.DueAt)),
        new("leased", SqlType.Flag, lease => lease.IsLeased),
        new("fence", SqlType.Number, lease => lease.Fence),
    ];

    /// <summary>The columns of a change.</summary>
    public static readonly SqlColumn<LeaseUpdate>[] OfChange =
        [OfRow[0] with { Type = SqlType.Uuid }, .. OfRow[1..], new("tries", SqlType.Number, lease => lease.Tries)];
}
