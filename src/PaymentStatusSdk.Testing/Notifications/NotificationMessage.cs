namespace PaymentStatusSdk.Testing;

/// <summary>A notification to be delivered until it is accepted or its schedule ends.</summary>
/// <param name="TransactionId">The gateway's id.</param>
/// <param name="Url">Where to.</param>
/// <param name="Body">What to POST.</param>
/// <param name="ContentType">Its content type.</param>
/// <param name="Redelivery">The waits before the second attempt, the third, and so on.</param>
/// <param name="IsAccepted">Reads status and the first 4096 bytes of the answer.</param>
/// <param name="Sending">Called just before the first byte of the body leaves.</param>
/// <param name="Attempted">Called when an attempt is over, answered or not.</param>
/// <param name="Cut">Whether the connection breaks after half of the body.</param>
internal sealed record NotificationMessage(
    string TransactionId,
    Uri Url,
    byte[] Body,
    string ContentType,
    IReadOnlyList<TimeSpan> Redelivery,
    Func<int, ReadOnlyMemory<byte>, bool> IsAccepted,
    Action? Sending = null,
    Action? Attempted = null,
    bool Cut = false);
