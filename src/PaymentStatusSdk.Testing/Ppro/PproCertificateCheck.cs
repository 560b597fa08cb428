namespace PaymentStatusSdk.Testing;

/// <summary>What a missing or wrong client certificate leads to; the provider does not say.</summary>
public enum PproCertificateCheck
{
    /// <summary>No client certificate is asked for.</summary>
    None = 0,

    /// <summary>The TLS handshake fails.</summary>
    Handshake,

    /// <summary>The query is answered with AUTH_ERROR.</summary>
    AuthError,

    /// <summary>The query is answered with HTTP status 403.</summary>
    Forbidden,
}
