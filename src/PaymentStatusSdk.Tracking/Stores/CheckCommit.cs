namespace PaymentStatusSdk.Tracking.Stores;

/// <summary>The result of a check, to be written to its row.</summary>
/// <param name="Transaction">The row as it is to be.</param>
/// <param name="Keys">Its keys, with what was learned.</param>
/// <param name="Fence">The fencing number of the claim.</param>
/// <param name="Wakes">The count of the claim.</param>
/// <param name="Changes">The changes to deliver, in the order of their sequence; often none.</param>
public sealed record CheckCommit(
    TrackedTransaction Transaction, TransactionKeys Keys, long Fence, long Wakes, IReadOnlyList<StatusChange> Changes)
{
    /// <summary>When the row is due if it was woken since the claim; null for the time of the commit. Not before <see cref="TrackingOptions.NotificationInterval"/> has passed.</summary>
    public DateTimeOffset? DueIfWoken { get; init; }
}
