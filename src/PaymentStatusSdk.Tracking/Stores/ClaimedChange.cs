namespace PaymentStatusSdk.Tracking.Stores;

/// <summary>A change that only its claimer delivers, until the lease ends.</summary>
/// <param name="Change">The change, with its <see cref="StatusChange.Attempt"/> set: the claim counts as the start of that try.</param>
/// <param name="Fence">The fencing number of the claim.</param>
/// <param name="CompletedHandlers">The handlers that have completed the change in earlier tries.</param>
public sealed record ClaimedChange(StatusChange Change, long Fence, IReadOnlyList<string> CompletedHandlers)
{
    /// <summary>
    /// Whether the lease of an earlier claim expired without a commit: its process ended, or lost its lease, while the handler ran.
    /// </summary>
    public bool HasExpiredLease { get; init; }

    /// <summary>The failure with which the change was last committed; null when there was none.</summary>
    public string? LastError { get; init; }
}
