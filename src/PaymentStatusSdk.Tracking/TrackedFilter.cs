namespace PaymentStatusSdk.Tracking;

/// <summary>Which tracked transactions to list: those that meet every member that is set. Newest first. Immutable.</summary>
public sealed record TrackedFilter
{
    /// <summary>The client; null for all.</summary>
    public string? ClientName { get; init; }

    /// <summary>The status; null for all.</summary>
    public TrackingStatus? Status { get; init; }

    /// <summary>The believed state; null for all. Unknown finds those without an answer, too.</summary>
    public PaymentState? State { get; init; }

    /// <summary>The gateway's or the merchant's id, letter by letter; null for all.</summary>
    public string? TransactionId { get; init; }

    /// <summary>Tracked at this time or later; null for all.</summary>
    public DateTimeOffset? TrackedFrom { get; init; }

    /// <summary>Tracked before this time; null for all.</summary>
    public DateTimeOffset? TrackedBefore { get; init; }

    /// <summary>How many at most: 1 to 1,000; default 100.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not from 1 to 1,000.</exception>
    public int PageSize { get; init => field = PageSizes.Checked(value); } = PageSizes.Default;

    /// <summary>Goes on after a page: its <see cref="TrackedPage.Next"/>. Null for the first page.</summary>
    public long? After { get; init; }
}
