namespace PaymentStatusSdk.Tracking.Stores;

/// <summary>How many active rows of one client are believed to be in one state.</summary>
/// <param name="ClientName">The client.</param>
/// <param name="State">The believed state; Unknown without an answer.</param>
/// <param name="Count">How many.</param>
public readonly record struct ActiveCount(string ClientName, PaymentState State, long Count)
{
    /// <summary>When the oldest of those rows whose belief is not final was first tracked; null when all are final.</summary>
    public DateTimeOffset? OldestTrackedAt { get; init; }
}
