namespace PaymentStatusSdk.Fuzz.Targets;

/// <summary>The result of the form reader for one pair.</summary>
/// <param name="Name">The name on the wire; one character stands for one octet.</param>
/// <param name="Value">The value on the wire; null for a bare name.</param>
/// <param name="Decoded">The decoded value; null when it cannot be decoded.</param>
internal sealed record FormReading(string Name, string? Value, string? Decoded);
