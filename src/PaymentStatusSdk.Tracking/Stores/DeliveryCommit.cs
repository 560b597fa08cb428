namespace PaymentStatusSdk.Tracking.Stores;

/// <summary>The outcome of a delivery.</summary>
/// <param name="Id">The change.</param>
/// <param name="Fence">The fencing number of the claim.</param>
/// <param name="Status">Delivered, or pending for another try, or parked.</param>
/// <param name="Tries">How many tries have started by now, as they are to count.</param>
/// <param name="CompletedHandlers">The handlers that have taken it by now; each at most 256 characters and without a line break.</param>
/// <param name="NextTryAt">When it is due again; null unless pending.</param>
/// <param name="DeliveredAt">When it was taken by all; null unless delivered.</param>
/// <param name="LastError">The last failure; null when there was none.</param>
public sealed record DeliveryCommit(
    Guid Id,
    long Fence,
    DeliveryStatus Status,
    int Tries,
    IReadOnlyList<string> CompletedHandlers,
    DateTimeOffset? NextTryAt,
    DateTimeOffset? DeliveredAt,
    string? LastError);
