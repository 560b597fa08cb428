namespace PaymentStatusSdk.Tracking;

/// <summary>A change and how far it has come on its way to the handlers. Immutable.</summary>
public sealed record StatusChangeDelivery
{
    /// <summary>The change.</summary>
    public required StatusChange Change { get; init; }

    /// <summary>Whether the handlers have taken it.</summary>
    public DeliveryStatus Status { get; init; }

    /// <summary>How many tries have started. A try that a stop of the host kept from its first handler does not count.</summary>
    public int Tries { get; init; }

    /// <summary>When it is tried next (UTC); null when it is not.</summary>
    public DateTimeOffset? NextTryAt { get; init; }

    /// <summary>When the last handler took it (UTC); null when not all have.</summary>
    public DateTimeOffset? DeliveredAt { get; init; }

    /// <summary>
    /// The type of the last handler's failure, or a sentence that says that the process ended while the handler ran; null when none failed.
    /// The failure's own text is in the log: it may quote a secret of yours.
    /// </summary>
    public string? LastError { get; init; }
}
