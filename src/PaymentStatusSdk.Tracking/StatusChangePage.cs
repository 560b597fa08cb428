namespace PaymentStatusSdk.Tracking;

/// <summary>A part of a list of changes.</summary>
/// <param name="Items">Newest first: their ids grow with time.</param>
/// <param name="Next">For <see cref="StatusChangeFilter.After"/>, to go on; null when this is the end.</param>
public sealed record StatusChangePage(IReadOnlyList<StatusChangeDelivery> Items, Guid? Next);
