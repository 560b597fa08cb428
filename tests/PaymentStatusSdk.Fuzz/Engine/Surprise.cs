namespace PaymentStatusSdk.Fuzz.Engine;

/// <summary>One input that broke a rule.</summary>
/// <param name="Oracle">The rule.</param>
/// <param name="Message">What happened.</param>
internal sealed record Surprise(Oracle Oracle, string Message);
