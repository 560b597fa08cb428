namespace PaymentStatusSdk.Fuzz.Engine;

/// <summary>One input that broke a rule.</summary>
/// <param name="Oracle">The rule.</param>
/// <param name="Message">What happened.</param>
/// <param name="Repeated">The part that must be repeated to see it again; null when the input alone shows it.</param>
internal sealed record Surprise(Oracle Oracle, string Message, RepeatedPart? Repeated = null);
