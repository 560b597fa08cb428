using System.Collections.ObjectModel;

namespace PaymentStatusSdk.Tracking.Stores;

/// <summary>Counts at one moment.</summary>
/// <param name="Active">Active rows by client and believed state.</param>
/// <param name="OldestDueAt">When the row that has waited longest to be claimed became due; null when none waits. A running look is none. Of clients with active rows.</param>
/// <param name="OldestPendingAt">When the change that has waited longest for a try became due; null when none waits.</param>
/// <param name="Parked">How many changes are parked.</param>
public sealed record TrackingFigures(
    IReadOnlyList<ActiveCount> Active, DateTimeOffset? OldestDueAt, DateTimeOffset? OldestPendingAt, long Parked)
{
    /// <summary>When the next row of each client is due, past or to come. For a running check that is the end of its lease. Clients without active rows are missing.</summary>
    public IReadOnlyDictionary<string, DateTimeOffset> NextCheckAt { get; init; } = ReadOnlyDictionary<string, DateTimeOffset>.Empty;

    /// <summary>When the next change is due, past or to come. For a running delivery that is the end of its lease. Null when no change is pending.</summary>
    public DateTimeOffset? NextDeliveryAt { get; init; }
}
