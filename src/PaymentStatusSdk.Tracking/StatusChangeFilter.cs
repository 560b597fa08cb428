namespace PaymentStatusSdk.Tracking;

/// <summary>Selects changes that match every member that is set, newest first. Immutable.</summary>
public sealed record StatusChangeFilter
{
    /// <summary>The number of a tracked transaction; null for all.</summary>
    public long? TransactionId { get; init; }

    /// <summary>
    /// The progress of the delivery; null for all. Parked changes wait for <see cref="ITransactionTracker.RedeliverAsync"/>.
    /// </summary>
    public DeliveryStatus? Status { get; init; }

    /// <summary>The maximum number of changes in a page: 1 to 1,000; the default is 100.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not from 1 to 1,000.</exception>
    public int PageSize { get; init => field = PageSizes.Checked(value); } = PageSizes.Default;

    /// <summary>Continues after a page: the page's <see cref="StatusChangePage.Next"/>. Null for the first page.</summary>
    public Guid? After { get; init; }
}
