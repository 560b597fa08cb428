namespace PaymentStatusSdk.Desjardins;

/// <summary>An error that the gateway wrote: about a request, or about one transaction.</summary>
/// <param name="Code">Such as WX03; null when it gave none.</param>
/// <param name="Message">For people, in any language; null when it gave none.</param>
internal sealed record DesjardinsError(string? Code, string? Message);
