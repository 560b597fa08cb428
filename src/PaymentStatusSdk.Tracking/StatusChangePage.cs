namespace PaymentStatusSdk.Tracking;

/// <summary>A page of a list of changes.</summary>
/// <param name="Items">The changes, newest first: their ids grow with time.</param>
/// <param name="Next">The value for <see cref="StatusChangeFilter.After"/> to read the next page; null for the last page.</param>
public sealed record StatusChangePage(IReadOnlyList<StatusChangeDelivery> Items, Guid? Next);
