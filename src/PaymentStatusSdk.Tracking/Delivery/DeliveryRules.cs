using PaymentStatusSdk.Tracking.Stores;

namespace PaymentStatusSdk.Tracking;

/// <summary>Decides the state of a change after an attempt. Pure functions of their arguments.</summary>
/// <remarks>A try counts from its claim on, so that a handler that ends its process is parked like one that throws.</remarks>
internal static class DeliveryRules
{
    /// <summary>The <see cref="StatusChangeDelivery.LastError"/> of an attempt that never ended.</summary>
    public const string ProcessEnded = "The process ended, or lost its lease, while the handler ran.";

    /// <summary>The commit for a change whose last attempt never ended, before any handler is called; null when the handlers are to be called.</summary>
    /// <remarks>The try counts as failed and the next one waits its turn: changes that were only claimed together with it do not die with it again.</remarks>
    public static DeliveryCommit? AfterExpiredLease(ClaimedChange claim, TrackingOptions options, DateTimeOffset now, double random) =>
        claim.HasExpiredLease ? Failed(claim, claim.Change.Attempt - 1, claim.CompletedHandlers, ProcessEnded, options, now, random) : null;

    /// <summary>All handlers have taken it.</summary>
    public static DeliveryCommit Delivered(ClaimedChange claim, IReadOnlyList<string> taken, DateTimeOffset now) =>
        new(claim.Change.Id, claim.Fence, DeliveryStatus.Delivered, claim.Change.Attempt, taken, null, now, null);

    /// <summary>A handler failed: the change is due again later, or parked.</summary>
    public static DeliveryCommit Failed(
        ClaimedChange claim, IReadOnlyList<string> taken, string error, TrackingOptions options, DateTimeOffset now, double random) =>
        Failed(claim, claim.Change.Attempt, taken, error, options, now, random);

    /// <summary>The host stops before any handler was called: the try does not count.</summary>
    public static DeliveryCommit NotStarted(ClaimedChange claim, DateTimeOffset now) => new(
        claim.Change.Id, claim.Fence, DeliveryStatus.Pending, claim.Change.Attempt - 1, claim.CompletedHandlers, now, null,
        claim.HasExpiredLease ? ProcessEnded : claim.LastError);

    /// <summary>The host stops and a handler that was called has ended. The try counts, but a stop parks nothing.</summary>
    public static DeliveryCommit Interrupted(ClaimedChange claim, IReadOnlyList<string> taken, TrackingOptions options, DateTimeOffset now) => new(
        claim.Change.Id, claim.Fence, DeliveryStatus.Pending, Math.Min(claim.Change.Attempt, options.MaxDeliveryTries - 1), taken, now, null, claim.LastError);

    private static DeliveryCommit Failed(
        ClaimedChange claim, int tries, IReadOnlyList<string> taken, string error, TrackingOptions options, DateTimeOffset now, double random) =>
        tries >= options.MaxDeliveryTries
            ? new DeliveryCommit(claim.Change.Id, claim.Fence, DeliveryStatus.Parked, tries, taken, null, null, error)
            : new DeliveryCommit(
                claim.Change.Id, claim.Fence, DeliveryStatus.Pending, tries, taken, now + options.DeliveryRetries.DelayAfter(tries, random), null, error);
}
