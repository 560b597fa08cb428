namespace PaymentStatusSdk.Tracking;

/// <summary>Selects tracked transactions that match every member that is set, newest first. Immutable.</summary>
public sealed record TrackedFilter
{
    /// <summary>The client; null for all.</summary>
    public string? ClientName { get; init; }

    /// <summary>The status; null for all.</summary>
    public TrackingStatus? Status { get; init; }

    /// <summary>The believed state; null for all. Unknown also selects transactions without an answer.</summary>
    public PaymentState? State { get; init; }

    /// <summary>
    /// Whether the belief is contested (<see cref="StatusBelief.IsContested"/>) and not resolved by hand; null for all.
    /// </summary>
    public bool? IsContested { get; init; }

    /// <summary>
    /// Whether the last answers did not match (<see cref="TrackedTransaction.HasMismatch"/>) and the transaction is not resolved by hand;
    /// null for all.
    /// </summary>
    public bool? HasMismatch { get; init; }

    /// <summary>The exact gateway reference or merchant reference (ordinal comparison); null for all.</summary>
    public string? TransactionId { get; init; }

    /// <summary>Selects transactions tracked at this time or later; null for all.</summary>
    public DateTimeOffset? TrackedFrom { get; init; }

    /// <summary>Selects transactions tracked before this time; null for all.</summary>
    public DateTimeOffset? TrackedBefore { get; init; }

    /// <summary>The maximum number of transactions in a page: 1 to 1,000; the default is 100.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not from 1 to 1,000.</exception>
    public int PageSize { get; init => field = PageSizes.Checked(value); } = PageSizes.Default;

    /// <summary>Continues after a page: the page's <see cref="TrackedPage.Next"/>. Null for the first page.</summary>
    public long? After { get; init; }
}
