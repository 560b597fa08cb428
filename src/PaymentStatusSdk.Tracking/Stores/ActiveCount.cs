namespace PaymentStatusSdk.Tracking.Stores;

/// <summary>The number of active rows of one client with one believed state.</summary>
/// <param name="ClientName">The client.</param>
/// <param name="State">The believed state; Unknown before the first answer.</param>
/// <param name="Count">The number of rows.</param>
public readonly record struct ActiveCount(string ClientName, PaymentState State, long Count)
{
    /// <summary>When the oldest of these rows whose belief is not final was first tracked (UTC); null when all are final.</summary>
    public DateTimeOffset? OldestTrackedAt { get; init; }
}
