namespace PaymentStatusSdk.Tracking;

/// <summary>A page of a list of tracked transactions.</summary>
/// <param name="Items">The transactions, newest first.</param>
/// <param name="Next">The value for <see cref="TrackedFilter.After"/> to read the next page; null for the last page.</param>
public sealed record TrackedPage(IReadOnlyList<TrackedTransaction> Items, long? Next);
