namespace PaymentStatusSdk.Testing;

/// <summary>A notification to be delivered until it is accepted or its schedule ends.</summary>
/// <param name="TransactionId">The gateway's id.</param>
/// <param name="Url">Where to.</param>
/// <param name="Body">What to POST.</param>
/// <param name="ContentType">Its content type.</param>
/// <param name="Redelivery">The waits before the second attempt, the third, and so on.</param>
/// <param name="IsAccepted">Reads status and the first 4096 bytes of the answer.</param>
internal sealed record NotificationMessage(
    string TransactionId,
    Uri Url,
    byte[] Body,
    string ContentType,
    IReadOnlyList<TimeSpan> Redelivery,
    Func<int, ReadOnlyMemory<byte>, bool> IsAccepted);
