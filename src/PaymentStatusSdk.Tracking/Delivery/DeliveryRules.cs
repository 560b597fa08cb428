using PaymentStatusSdk.Tracking.Stores;

namespace PaymentStatusSdk.Tracking.Delivery;

/// <summary>Decides the outcome of a delivery's try. Pure functions of their arguments.</summary>
/// <remarks>A try counts from its claim, so a change whose handler ends the process is parked like a change whose handler throws.</remarks>
internal static class DeliveryRules
{
    /// <summary>The text of <see cref="StatusChangeDelivery.LastError"/> for a try that was never completed.</summary>
    public const string ProcessEnded = "The process ended, or lost its lease, while the handler ran.";

    /// <summary>
    /// Returns what to commit, before any handler is called, for a change whose last try was never completed; null when the handlers are to
    /// be called.
    /// </summary>
    /// <remarks>
    /// The try counts as failed and the next one is delayed, so that other changes of the same claim are not lost with the process again.
    /// </remarks>
    public static DeliveryCommit? AfterExpiredLease(ClaimedChange claim, TrackingOptions options, DateTimeOffset now, double random) =>
        claim.HasExpiredLease ? Failed(claim, claim.Change.Attempt - 1, claim.CompletedHandlers, ProcessEnded, options, now, random) : null;

    /// <summary>Returns what to commit when all handlers have completed.</summary>
    public static DeliveryCommit Delivered(ClaimedChange claim, IReadOnlyList<string> completed, DateTimeOffset now) =>
        new(claim.Change.Id, claim.Fence, DeliveryStatus.Delivered, claim.Change.Attempt, completed, null, now, null);

    /// <summary>Returns what to commit when a handler failed: the change is due again later, or parked.</summary>
    public static DeliveryCommit Failed(
        ClaimedChange claim, IReadOnlyList<string> completed, string error, TrackingOptions options, DateTimeOffset now, double random) =>
        Failed(claim, claim.Change.Attempt, completed, error, options, now, random);

    /// <summary>Returns what to commit when the host stops before any handler was called: the try does not count.</summary>
    public static DeliveryCommit NotStarted(ClaimedChange claim, DateTimeOffset now) => new(
        claim.Change.Id, claim.Fence, DeliveryStatus.Pending, claim.Change.Attempt - 1, claim.CompletedHandlers, now, null,
        claim.HasExpiredLease ? ProcessEnded : claim.LastError);

    /// <summary>
    /// Returns what to commit when the host stops after a handler was called. The try counts, but a stop parks no change.
    /// </summary>
    public static DeliveryCommit Interrupted(
        ClaimedChange claim, IReadOnlyList<string> completed, TrackingOptions options, DateTimeOffset now) => new(
        claim.Change.Id, claim.Fence, DeliveryStatus.Pending, Math.Min(claim.Change.Attempt, options.MaxDeliveryTries - 1), completed, now,
        null, claim.LastError);

    /// <summary>
    /// Returns what to commit when the store could not begin the transaction of a handler: the change is due again later, and the try does
    /// not count.
    /// </summary>
    public static DeliveryCommit Postponed(
        ClaimedChange claim, IReadOnlyList<string> completed, string error, TrackingOptions options, DateTimeOffset now, double random) =>
        new(
            claim.Change.Id, claim.Fence, DeliveryStatus.Pending, claim.Change.Attempt - 1, completed,
            now + options.DeliveryRetries.DelayAfter(claim.Change.Attempt, random), null, error);

    private static DeliveryCommit Failed(
        ClaimedChange claim, int tries, IReadOnlyList<string> completed, string error, TrackingOptions options, DateTimeOffset now,
        double random) =>
        tries >= options.MaxDeliveryTries
            ? new DeliveryCommit(claim.Change.Id, claim.Fence, DeliveryStatus.Parked, tries, completed, null, null, error)
            : new DeliveryCommit(
                claim.Change.Id, claim.Fence, DeliveryStatus.Pending, tries, completed,
                now + options.DeliveryRetries.DelayAfter(tries, random), null, error);
}
