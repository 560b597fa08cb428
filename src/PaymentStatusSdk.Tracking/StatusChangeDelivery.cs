namespace PaymentStatusSdk.Tracking;

/// <summary>A change and the progress of its delivery. Immutable.</summary>
public sealed record StatusChangeDelivery
{
    /// <summary>The change.</summary>
    public required StatusChange Change { get; init; }

    /// <summary>Whether the handlers have completed the change.</summary>
    public DeliveryStatus Status { get; init; }

    /// <summary>
    /// The number of tries that have started. A try does not count if the host stopped before its first handler was called.
    /// </summary>
    public int Tries { get; init; }

    /// <summary>When the delivery is tried next (UTC); null when it is not.</summary>
    public DateTimeOffset? NextTryAt { get; init; }

    /// <summary>When the last handler completed the change (UTC); null until all have.</summary>
    public DateTimeOffset? DeliveredAt { get; init; }

    /// <summary>
    /// The type of the last handler's failure, or a sentence that states that the process ended while the handler ran; null when no handler
    /// failed. The failure's own text is only in the log: it may contain a secret of yours.
    /// </summary>
    public string? LastError { get; init; }
}
