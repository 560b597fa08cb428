using System.Security.Cryptography.X509Certificates;
using PaymentStatusSdk.Adapters;

namespace PaymentStatusSdk.Ppro;

/// <summary>The options of one contract for PPRO's Simple API.</summary>
/// <remarks>
/// The client certificate comes from exactly one of <see cref="ClientCertificatePath"/>, <see cref="ClientCertificatePem"/> and
/// <see cref="ClientCertificateSource"/>. It is required, except when <see cref="GatewayOptions.Endpoint"/> is a loopback address. PPRO
/// binds certificate and credentials to each other. After a change, new connections use the new certificate; open connections close within
/// five minutes.
/// </remarks>
public sealed class PproOptions : GatewayOptions
{
    /// <summary>Creates options with the adapter's defaults.</summary>
    public PproOptions()
    {
        AttemptTimeout = PproDefaults.AttemptTimeout;
        TotalTimeout = PproDefaults.TotalTimeout;
        MaxRetries = PproDefaults.MaxRetries;
        RetryDelay = PproDefaults.RetryDelay;
        MinRetryDelay = PproDefaults.MinRetryDelay;
        RetryTimeouts = false;
        MaxConcurrentExchanges = PproDefaults.MaxConcurrentExchanges;
    }

    /// <summary>The login that PPRO issued.</summary>
    /// <value>Required; ASCII.</value>
    public string Login { get; set; } = string.Empty;

    /// <summary>The password that PPRO issued.</summary>
    /// <value>Required; sent as UTF-8. A secret.</value>
    public string Password { get; set; } = string.Empty;

    /// <summary>The contract that the queried transactions belong to.</summary>
    /// <value>Required; ASCII.</value>
    public string ContractId { get; set; } = string.Empty;

    /// <summary>
    /// The path of a file with the client certificate: PEM, or PKCS #12 with its key. The file is read again for every new connection.
    /// </summary>
    /// <value>The default is null. A relative path starts at the working directory of the process.</value>
    public string? ClientCertificatePath { get; set; }

    /// <summary>
    /// The path of a PEM file with the private key of <see cref="ClientCertificatePath"/>. The file is read again for every new connection.
    /// </summary>
    /// <value>The default is null: the file with the certificate contains the key.</value>
    public string? ClientCertificateKeyPath { get; set; }

    /// <summary>
    /// The password of the PKCS #12 file or of the encrypted PEM key, which must be in PKCS #8 format (<c>BEGIN ENCRYPTED PRIVATE KEY</c>).
    /// </summary>
    /// <value>The default is null: no password. A secret.</value>
    public string? ClientCertificatePassword { get; set; }

    /// <summary>The client certificate as PEM text, with or without its key.</summary>
    /// <value>The default is null. A secret when it contains the key.</value>
    public string? ClientCertificatePem { get; set; }

    /// <summary>The private key of <see cref="ClientCertificatePem"/> as PEM text.</summary>
    /// <value>The default is null: the text with the certificate contains the key. A secret.</value>
    public string? ClientCertificateKeyPem { get; set; }

    /// <summary>Returns the client certificate with its key, for example from a vault. It can be set in code only.</summary>
    /// <value>
    /// The default is null. The delegate is called whenever a connection is opened, on any thread, so it must be fast, thread-safe and
    /// cache the certificate. The delegate's owner disposes the certificate.
    /// </value>
    public Func<IServiceProvider, X509Certificate2>? ClientCertificateSource { get; set; }

    /// <summary>
    /// The path of a PEM file with one or more root authorities for the gateway's own certificate. The file is read again every two
    /// minutes.
    /// </summary>
    /// <value>The default is null: the roots that the machine trusts. When set, only the roots in the file are trusted.</value>
    public string? TrustedRootPath { get; set; }

    /// <summary>The root authorities of <see cref="TrustedRootPath"/>, as PEM text.</summary>
    /// <value>The default is null.</value>
    public string? TrustedRootPem { get; set; }

    /// <summary>The secret for the hash of notifications, from PPRO's account manager.</summary>
    /// <value>The default is null: notifications cannot be verified, so no callback address is mapped for them. A secret.</value>
    public string? NotificationSecret { get; set; }

    /// <summary>Former notification secrets that are still accepted.</summary>
    /// <value>The default is empty; at most 5 entries. Secrets.</value>
    public IList<string> PreviousNotificationSecrets { get; set; } = [];

    /// <summary>
    /// The secret for the hash of a consumer's return. It is shared with PPRO and differs from <see cref="NotificationSecret"/>.
    /// </summary>
    /// <value>The default is null: <see cref="IPproReturnCheck"/> rejects every return. A secret.</value>
    public string? RedirectSharedSecret { get; set; }

    /// <summary>Former shared secrets that are still accepted.</summary>
    /// <value>The default is empty; at most 5 entries. Secrets.</value>
    public IList<string> PreviousRedirectSharedSecrets { get; set; } = [];

    /// <summary>The maximum length of a merchant reference in a query, in characters.</summary>
    /// <value>The default is 40; allowed are 1 to 255. The provider does not publish its limit.</value>
    public int MaxMerchantReferenceLength { get; set; } = PproDefaults.MaxMerchantReferenceLength;

    /// <summary>The kind of a transaction whose query does not specify one.</summary>
    /// <value>The default is Purchase, since PPRO has separate calls for refunds.</value>
    public TransactionKind DefaultKind { get; set; } = TransactionKind.Purchase;
}
