namespace PaymentStatusSdk.Tracking.Stores;

/// <summary>The result of a check, as it is to be written to a row.</summary>
/// <param name="Transaction">The new content of the row.</param>
/// <param name="Keys">The row's keys, including those that the check learned.</param>
/// <param name="Fence">The fencing number of the claim.</param>
/// <param name="Wakes">The row's count of wakes at the time of the claim.</param>
/// <param name="Changes">The changes to deliver, in the order of their sequence; often none.</param>
public sealed record CheckCommit(
    TrackedTransaction Transaction, TransactionKeys Keys, long Fence, long Wakes, IReadOnlyList<StatusChange> Changes)
{
    /// <summary>
    /// When the row is due if it was woken since the claim; null for the time of the commit. It is not due before
    /// <see cref="TrackingOptions.NotificationInterval"/> has passed.
    /// </summary>
    public DateTimeOffset? DueIfWoken { get; init; }
}
