namespace PaymentStatusSdk.Simulators.Ppro;

/// <summary>The reaction to a missing or wrong client certificate; the provider does not document it.</summary>
public enum PproCertificateCheck
{
    /// <summary>No client certificate is requested.</summary>
    None = 0,

    /// <summary>The TLS handshake fails.</summary>
    Handshake,

    /// <summary>The query is answered with AUTH_ERROR.</summary>
    AuthError,

    /// <summary>The query is answered with HTTP status 403.</summary>
    Forbidden,
}
