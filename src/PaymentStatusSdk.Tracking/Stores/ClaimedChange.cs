namespace PaymentStatusSdk.Tracking.Stores;

/// <summary>A change that this claimer alone delivers, until its lease ends.</summary>
/// <param name="Change">The change; its <see cref="StatusChange.Attempt"/> is set.</param>
/// <param name="Fence">The fencing number of the claim.</param>
/// <param name="TakenBy">The handlers that have taken it in earlier tries.</param>
public sealed record ClaimedChange(StatusChange Change, long Fence, IReadOnlyList<string> TakenBy);
