namespace PaymentStatusSdk.TestDoubles;

/// <summary>One measurement with its tags.</summary>
public sealed record Measured(string Instrument, string? Unit, double Value, IReadOnlyDictionary<string, object?> Tags)
{
    /// <summary>The type of the instrument, such as <c>Counter`1</c>.</summary>
    public string Kind { get; init; } = "";
}
