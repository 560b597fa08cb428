namespace PaymentStatusSdk.Tracking.Stores;

/// <summary>The result of a delivery.</summary>
/// <param name="Id">The change.</param>
/// <param name="Fence">The fencing number of the claim.</param>
/// <param name="Status">Delivered, pending for another try, or parked.</param>
/// <param name="Tries">The number of tries that have started and count.</param>
/// <param name="CompletedHandlers">
/// The handlers that have completed the change; each name has at most 256 characters and no line break. The store adds them to those it
/// has recorded, because the commit of a handler's transaction may have succeeded although its response was lost.
/// </param>
/// <param name="NextTryAt">When the change is due again; null unless pending.</param>
/// <param name="DeliveredAt">When all handlers had completed the change; null unless delivered.</param>
/// <param name="LastError">The last failure; null when there was none.</param>
public sealed record DeliveryCommit(
    Guid Id,
    long Fence,
    DeliveryStatus Status,
    int Tries,
    IReadOnlyList<string> CompletedHandlers,
    DateTimeOffset? NextTryAt,
    DateTimeOffset? DeliveredAt,
    string? LastError)
{
    /// <summary>
    /// Whether the claim continues with further handlers: only <see cref="CompletedHandlers"/> is written. The default is false.
    /// </summary>
    public bool KeepsClaim { get; init; }

    /// <summary>Whether nothing is left to write: a handler's transaction has written it, or the claim was lost.</summary>
    internal bool IsWritten { get; init; }
}
