namespace PaymentStatusSdk.Simulators.Notifications;

/// <summary>A notification that is delivered until it is accepted or its schedule ends.</summary>
/// <param name="TransactionId">The gateway reference.</param>
/// <param name="Url">The URL of the POST.</param>
/// <param name="Body">The body of the POST.</param>
/// <param name="ContentType">The content type of the body.</param>
/// <param name="Redelivery">The delays before the second attempt, the third, and so on.</param>
/// <param name="IsAccepted">Decides from the status and the first 4096 bytes of the answer.</param>
/// <param name="Sending">Called just before the first byte of the body is sent.</param>
/// <param name="Attempted">Called when an attempt has ended, answered or not.</param>
/// <param name="Cut">Whether the delivery is aborted after half of the body.</param>
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
