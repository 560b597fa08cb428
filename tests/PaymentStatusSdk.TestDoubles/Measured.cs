namespace PaymentStatusSdk.TestDoubles;

/// <summary>One measurement with its tags.</summary>
public sealed record Measured(string Instrument, string? Unit, double Value, IReadOnlyDictionary<string, object?> Tags);
