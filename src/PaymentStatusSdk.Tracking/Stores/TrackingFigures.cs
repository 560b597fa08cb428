using System.Collections.ObjectModel;

namespace PaymentStatusSdk.Tracking.Stores;

/// <summary>Counts of rows and changes at one time.</summary>
/// <param name="Active">Active rows by client and believed state.</param>
/// <param name="OldestDueAt">
/// The time at which the unclaimed row that has waited longest became due; null when none waits. Rows with a running check do not count,
/// nor do rows of clients without active rows.
/// </param>
/// <param name="OldestPendingAt">The time at which the undelivered change that has waited longest became due; null when none waits.</param>
/// <param name="Parked">The number of parked changes.</param>
public sealed record TrackingFigures(
    IReadOnlyList<ActiveCount> Active, DateTimeOffset? OldestDueAt, DateTimeOffset? OldestPendingAt, long Parked)
{
    /// <summary>
    /// When the next row of each client is due, in the past or future. For a running check, this is the end of its lease. Clients without
    /// active rows are missing.
    /// </summary>
    public IReadOnlyDictionary<string, DateTimeOffset> NextCheckAt { get; init; } = ReadOnlyDictionary<string, DateTimeOffset>.Empty;

    /// <summary>
    /// When the next change is due, in the past or future. For a running delivery, this is the end of its lease. Null when no change is
    /// pending.
    /// </summary>
    public DateTimeOffset? NextDeliveryAt { get; init; }
}
