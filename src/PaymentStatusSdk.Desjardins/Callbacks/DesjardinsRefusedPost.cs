namespace PaymentStatusSdk.Desjardins.Callbacks;

/// <summary>
/// A rejected POST with a genuine token, as reported to the waiting exchange. Of the POST's content it contains only element names.
/// </summary>
/// <param name="Reason">The reason.</param>
/// <param name="Detail">The exact error, in a sentence without quotations; null when the reason suffices.</param>
/// <param name="Outline">The outline of the elements; null when it is not relevant.</param>
internal sealed record DesjardinsRefusedPost(DesjardinsRefusalReason Reason, string? Detail = null, string? Outline = null);
