namespace PaymentStatusSdk.Tracking.Stores;

/// <summary>A change that this claimer alone delivers, until its lease ends.</summary>
/// <param name="Change">The change; its <see cref="StatusChange.Attempt"/> is set: the claim counts as the start of that try.</param>
/// <param name="Fence">The fencing number of the claim.</param>
/// <param name="CompletedHandlers">The handlers that have taken it in earlier tries.</param>
public sealed record ClaimedChange(StatusChange Change, long Fence, IReadOnlyList<string> CompletedHandlers)
{
    /// <summary>Whether the lease of an earlier claim expired without a commit. Then its process ended, or lost its lease, while the handler ran.</summary>
    public bool HasExpiredLease { get; init; }

    /// <summary>The failure that the change was last committed with; null when there was none.</summary>
    public string? LastError { get; init; }
}
