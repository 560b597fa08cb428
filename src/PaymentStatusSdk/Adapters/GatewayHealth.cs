namespace PaymentStatusSdk.Adapters;

/// <summary>The health of one client, as known without a query to the gateway. Immutable.</summary>
public sealed record GatewayHealth
{
    /// <summary>Whether the circuit is open: too many recent attempts failed, and queries fail as Unavailable for a while.</summary>
    public bool IsCircuitOpen { get; init; }

    /// <summary>The time at which the gateway last answered a query (UTC); null when it has not answered since the start.</summary>
    public DateTimeOffset? LastSuccessAt { get; init; }

    /// <summary>
    /// Why the last change of the options was rejected, so that the previous options stay current; null when it was accepted. Contains
    /// names of settings, but no secrets; one error in each line.
    /// </summary>
    public string? ReloadError { get; init; }

    /// <summary>
    /// When the certificate expires that the client presents to the gateway (UTC); null when it presents none, when the certificate is
    /// not known yet, or when reading it threw an exception (event 1011).
    /// </summary>
    public DateTimeOffset? CertificateExpiresAt { get; init; }
}
