using System.Security.Cryptography.X509Certificates;
using PaymentStatusSdk.Adapters;

namespace PaymentStatusSdk.Ppro;

/// <summary>Settings of one contract at PPRO's Simple API.</summary>
/// <remarks>
/// The client certificate comes from exactly one of <see cref="ClientCertificatePath"/>, <see cref="ClientCertificatePem"/> and
/// <see cref="ClientCertificateSource"/>. It is required, except when <see cref="GatewayOptions.Endpoint"/> is on loopback. PPRO binds
/// certificate and credentials to each other. After a change, new connections present the new certificate; open ones live for at most five
/// minutes more.
/// </remarks>
public sealed class PproOptions : GatewayOptions
{
    /// <summary>Sets the adapter's defaults.</summary>
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

    /// <summary>The contract whose transactions are asked for.</summary>
    /// <value>Required; ASCII.</value>
    public string ContractId { get; set; } = string.Empty;

    /// <summary>A file with the client certificate: PEM, or PKCS #12 with its key. Read again for every new connection.</summary>
    /// <value>A relative path starts at the process's working directory. Default null.</value>
    public string? ClientCertificatePath { get; set; }

    /// <summary>A PEM file with the private key to <see cref="ClientCertificatePath"/>. Read again for every new connection.</summary>
    /// <value>Default null: the key is in the certificate's own file.</value>
    public string? ClientCertificateKeyPath { get; set; }

    /// <summary>The password of the PKCS #12 file or of the encrypted PEM key, which has to be in PKCS #8 form (<c>BEGIN ENCRYPTED PRIVATE KEY</c>).</summary>
    /// <value>Default null: there is none. A secret.</value>
    public string? ClientCertificatePassword { get; set; }

    /// <summary>The client certificate as PEM text, with or without its key.</summary>
    /// <value>Default null. A secret when the key is in it.</value>
    public string? ClientCertificatePem { get; set; }

    /// <summary>The private key to <see cref="ClientCertificatePem"/> as PEM text.</summary>
    /// <value>Default null: the key is in the certificate's own text. A secret.</value>
    public string? ClientCertificateKeyPem { get; set; }

    /// <summary>Gives the client certificate with its key, for example from a vault. In code only.</summary>
    /// <value>
    /// Default null. Called while a connection is opened, on any thread: it must be quick and keep the certificate by itself, which stays its
    /// own to dispose of.
    /// </value>
    public Func<IServiceProvider, X509Certificate2>? ClientCertificateSource { get; set; }

    /// <summary>A file with the authorities that the gateway's own certificate must lead to: PEM, one or more. Read again every two minutes.</summary>
    /// <value>Default null: those that the machine trusts. When set, only these are trusted.</value>
    public string? TrustedRootPath { get; set; }

    /// <summary>The same as <see cref="TrustedRootPath"/>, as PEM text.</summary>
    /// <value>Default null.</value>
    public string? TrustedRootPem { get; set; }

    /// <summary>The secret under the hash of notifications; the account manager has it.</summary>
    /// <value>Default null: notifications cannot be verified, so there is no address for them. A secret.</value>
    public string? NotificationSecret { get; set; }

    /// <summary>Notification secrets from before a change, still accepted.</summary>
    /// <value>Default none; at most 5. Secrets.</value>
    public IList<string> PreviousNotificationSecrets { get; set; } = [];

    /// <summary>The secret shared with PPRO under the hash of a consumer's return: another one than <see cref="NotificationSecret"/>.</summary>
    /// <value>Default null: <see cref="IPproReturnCheck"/> takes no return for genuine. A secret.</value>
    public string? RedirectSharedSecret { get; set; }

    /// <summary>Shared secrets from before a change, still accepted.</summary>
    /// <value>Default none; at most 5. Secrets.</value>
    public IList<string> PreviousRedirectSharedSecrets { get; set; } = [];

    /// <summary>The most characters of a merchant id that is asked for.</summary>
    /// <value>Default 40; 1 to 255. The provider does not publish its limit.</value>
    public int MaxMerchantReferenceLength { get; set; } = PproDefaults.MaxMerchantReferenceLength;

    /// <summary>The kind of transactions whose query tells none.</summary>
    /// <value>Default Purchase: refunds have calls of their own at PPRO.</value>
    public TransactionKind DefaultKind { get; set; } = TransactionKind.Purchase;
}
