namespace PaymentStatusSdk.Tracking;

/// <summary>Which changes to list: those that meet every member that is set. Newest first. Immutable.</summary>
public sealed record StatusChangeFilter
{
    /// <summary>The number of a tracked transaction; null for all.</summary>
    public long? TransactionId { get; init; }

    /// <summary>How far they have come; null for all. Parked ones wait for <see cref="ITransactionTracker.RedeliverAsync"/>.</summary>
    public DeliveryStatus? Status { get; init; }

    /// <summary>How many at most: 1 to 1,000; default 100.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not from 1 to 1,000.</exception>
    public int PageSize { get; init => field = PageSizes.Checked(value); } = PageSizes.Default;

    /// <summary>Goes on after a page: its <see cref="StatusChangePage.Next"/>. Null for the first page.</summary>
    public Guid? After { get; init; }
}
