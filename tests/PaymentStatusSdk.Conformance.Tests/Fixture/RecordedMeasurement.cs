namespace PaymentStatusSdk.Conformance.Tests;

public sealed record RecordedMeasurement(string Instrument, double Value, IReadOnlyDictionary<string, string?> Tags);
