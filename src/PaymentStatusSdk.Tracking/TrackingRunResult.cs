namespace PaymentStatusSdk.Tracking;

/// <summary>The work that one pass of an <see cref="ITrackingRunner"/> did, and the remaining work. Immutable.</summary>
public sealed record TrackingRunResult
{
    /// <summary>The number of checks that ended, with or without an answer.</summary>
    public int Checks { get; init; }

    /// <summary>The number of <see cref="Checks"/> without an answer.</summary>
    public int FailedChecks { get; init; }

    /// <summary>The number of changes that every handler has completed.</summary>
    public int Deliveries { get; init; }

    /// <summary>The number of failed deliveries. They are retried later, or parked.</summary>
    public int FailedDeliveries { get; init; }

    /// <summary>
    /// The number of <see cref="FailedDeliveries"/> that are parked and wait for <see cref="ITransactionTracker.RedeliverAsync"/>.
    /// </summary>
    public int Parked { get; init; }

    /// <summary>Whether work was still due at the end, so that another pass has work to do at once.</summary>
    public bool IsWorkDue { get; init; }

    /// <summary>
    /// When the next check or delivery is due (UTC), in the past or future; null when there is none. New transactions and notifications may
    /// cause earlier work.
    /// </summary>
    public DateTimeOffset? NextDueAt { get; init; }
}
