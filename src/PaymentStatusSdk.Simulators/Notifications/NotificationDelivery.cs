namespace PaymentStatusSdk.Simulators.Notifications;

/// <summary>One attempt of a simulator to deliver a notification. Immutable.</summary>
public sealed record NotificationDelivery
{
    /// <summary>The time at which the attempt began, by the simulator's clock.</summary>
    public required DateTimeOffset SentAt { get; init; }

    /// <summary>The URL that received the POST.</summary>
    public required Uri Url { get; init; }

    /// <summary>The gateway reference of the transaction (Desjardins: the id of the Status transaction).</summary>
    public required string TransactionId { get; init; }

    /// <summary>1 for the first attempt of this notification, 2 for the first redelivery, and so on.</summary>
    public required int Attempt { get; init; }

    /// <summary>The exact bytes that were sent.</summary>
    public required ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>The HTTP status of the answer; null when there was none.</summary>
    public int? StatusCode { get; init; }

    /// <summary>The first 4096 bytes of the answer; empty when there was none.</summary>
    public ReadOnlyMemory<byte> Reply { get; init; }

    /// <summary>The <c>Content-Type</c> of the answer; null when there was none.</summary>
    public string? ReplyContentType { get; init; }

    /// <summary>Whether the answer is an acknowledgement, so that no redelivery follows.</summary>
    public bool Accepted { get; init; }

    /// <summary>The reason for a missing answer; null when there was an answer.</summary>
    public string? Error { get; init; }
}
