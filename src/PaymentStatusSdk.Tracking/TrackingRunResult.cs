namespace PaymentStatusSdk.Tracking;

/// <summary>The work that one pass of an <see cref="ITrackingRunner"/> did, and the work that is left. Immutable.</summary>
public sealed record TrackingRunResult
{
    /// <summary>How many checks ended, with an answer or without.</summary>
    public int Checks { get; init; }

    /// <summary>How many of <see cref="Checks"/> brought no answer.</summary>
    public int FailedChecks { get; init; }

    /// <summary>How many changes every handler has taken.</summary>
    public int Deliveries { get; init; }

    /// <summary>How many deliveries failed. They are tried again later, or parked.</summary>
    public int FailedDeliveries { get; init; }

    /// <summary>How many of <see cref="FailedDeliveries"/> are parked and wait for <see cref="ITransactionTracker.RedeliverAsync"/>.</summary>
    public int Parked { get; init; }

    /// <summary>Whether something was still due at the end: another pass has work to do at once.</summary>
    public bool IsWorkDue { get; init; }

    /// <summary>When the next check or delivery is due (UTC), past or to come; null when there is none. New transactions and notifications may bring work earlier.</summary>
    public DateTimeOffset? NextDueAt { get; init; }
}
