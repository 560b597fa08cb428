namespace PaymentStatusSdk.Desjardins;

/// <summary>A POST with a genuine token that was refused, as the waiting exchange hears of it: nothing of its content but element names.</summary>
/// <param name="Reason">Why.</param>
/// <param name="Detail">What exactly is wrong, in a sentence without quotations; null when the reason says it all.</param>
/// <param name="Outline">The elements; null when they do not matter.</param>
internal sealed record DesjardinsRefusedPost(DesjardinsRefusalReason Reason, string? Detail = null, string? Outline = null);
