namespace PaymentStatusSdk.Tracking.Stores;

/// <summary>Counts at one moment.</summary>
/// <param name="Active">Active rows by client and believed state.</param>
/// <param name="OldestDueAt">When the row that has waited longest to be claimed became due; null when none waits. A running look is none.</param>
/// <param name="OldestPendingAt">When the change that has waited longest for a try became due; null when none waits.</param>
/// <param name="Parked">How many changes are parked.</param>
public sealed record TrackingFigures(
    IReadOnlyList<ActiveCount> Active, DateTimeOffset? OldestDueAt, DateTimeOffset? OldestPendingAt, long Parked);
