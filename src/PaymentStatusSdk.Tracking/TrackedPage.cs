namespace PaymentStatusSdk.Tracking;

/// <summary>A part of a list of tracked transactions.</summary>
/// <param name="Items">Newest first.</param>
/// <param name="Next">For <see cref="TrackedFilter.After"/>, to go on; null when this is the end.</param>
public sealed record TrackedPage(IReadOnlyList<TrackedTransaction> Items, long? Next);
