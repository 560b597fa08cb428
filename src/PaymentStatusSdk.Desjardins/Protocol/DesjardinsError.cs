namespace PaymentStatusSdk.Desjardins.Protocol;

/// <summary>An error from the gateway about a request or about one transaction.</summary>
/// <param name="Code">The code, such as WX03; null when there is none.</param>
/// <param name="Message">The text for people, in any language; null when there is none.</param>
internal sealed record DesjardinsError(string? Code, string? Message);
