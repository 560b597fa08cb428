namespace PaymentStatusSdk.Adapters;

/// <summary>How one client is, as far as it knows without asking the gateway. Immutable.</summary>
public sealed record GatewayHealth
{
    /// <summary>Did too many attempts fail lately, so that queries are refused for a while?</summary>
    public bool IsCircuitOpen { get; init; }

    /// <summary>When the gateway last answered a query (UTC); null when it has not since the start.</summary>
    public DateTimeOffset? LastSuccessAt { get; init; }

    /// <summary>Why the last change of the options was refused, so that older ones are in force; null when it was not. Names settings, no values of secrets.</summary>
    public string? ReloadError { get; init; }
}
