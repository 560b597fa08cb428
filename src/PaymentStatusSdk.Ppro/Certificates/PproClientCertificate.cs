using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Logging;
using PaymentStatusSdk.Adapters;

namespace PaymentStatusSdk.Ppro.Certificates;

/// <summary>
/// The current certificate of one client, read again for every connection, since options and files may change. A change that cannot be used
/// is logged, and the last valid certificate stays in use. Thread-safe.
/// </summary>
internal sealed class PproClientCertificate(
    string client, IGatewayOptionsSource<PproOptions> options, IServiceProvider services, ILogger logger, TimeProvider clock)
{
    private static readonly TimeSpan WarningTime = TimeSpan.FromDays(30);

    private readonly Lock _lock = new();
    private X509Certificate2? _certificate;
    private SslStreamCertificateContext? _withIntermediates;
    private string? _fingerprint;
    private string? _lastError;
    private DateTimeOffset? _requestedExpiry;

    /// <summary>
    /// When the current certificate expires; null when there is none. A certificate of the merchant's delegate is known once a connection
    /// has requested it: the delegate may be slow, so it is called for connections only.
    /// </summary>
    public DateTimeOffset? ExpiresAt
    {
        get
        {
            var current = options.Current;
            lock (_lock)
            {
                if (current.ClientCertificateSource is not null) return _requestedExpiry;
                if (!IsNamed(current)) return null;
                Refresh(current);
                return ExpiryOf(_certificate);
            }
        }
    }

    /// <summary>Returns the certificate to present; null when options name none.</summary>
    /// <exception cref="AuthenticationException">Options name a certificate, but none could be used yet.</exception>
    public X509Certificate2? Current()
    {
        var current = options.Current;
        if (current.ClientCertificateSource is { } source) return Request(source);
        if (!IsNamed(current)) return null;
        lock (_lock)
        {
            Refresh(current);
            return _certificate ?? throw new AuthenticationException($"No client certificate can be used: {_lastError}");
        }
    }

    /// <summary>Returns the current certificate with its intermediate certificates; null when it has none.</summary>
    public SslStreamCertificateContext? WithIntermediates()
    {
        var current = options.Current;
        if (current.ClientCertificateSource is not null || !IsNamed(current)) return null;
        lock (_lock)
        {
            Refresh(current);
            return _withIntermediates;
        }
    }

    private static DateTimeOffset? ExpiryOf(X509Certificate2? certificate) =>
        certificate is null ? null : new DateTimeOffset(certificate.NotAfter.ToUniversalTime());

    private static bool IsNamed(PproOptions options) =>
        !string.IsNullOrEmpty(options.ClientCertificatePath) || !string.IsNullOrEmpty(options.ClientCertificatePem);

    private void Refresh(PproOptions current)
    {
        var errors = new OptionErrors();
        var material = PproCertificateMaterial.Gather(current, errors);
        if (material is not null && material.Fingerprint != _fingerprint) Replace(material, errors);
        Report(errors);
    }

    private X509Certificate2 Request(Func<IServiceProvider, X509Certificate2> source)
    {
        try
        {
            if (source(services) is { HasPrivateKey: true } certificate)
            {
                lock (_lock) _requestedExpiry = ExpiryOf(certificate);
                return certificate;
            }
        }
        catch (Exception exception)
        {
            // The delegate is the merchant's code; its exception text may quote a secret.
            throw new AuthenticationException($"ClientCertificateSource threw {exception.GetType()}.");
        }

        throw new AuthenticationException("ClientCertificateSource returned no certificate with a private key.");
    }

    private void Replace(PproCertificateMaterial material, OptionErrors errors)
    {
        var now = clock.GetUtcNow();
        if (material.Open(errors, now) is not { } certificate || material.Intermediates(certificate, errors) is not { } intermediates)
            return;
        var until = certificate.NotAfter.ToUniversalTime();
        if (_certificate is not null) PproLog.CertificateChanged(logger, client, until);
        if (until - now < WarningTime) PproLog.CertificateExpiresSoon(logger, client, until);
        // The old certificate is not disposed, since a handshake may be using it; the garbage collector releases it.
        _certificate = certificate;
        _withIntermediates = intermediates.Count == 0
            ? null
            : SslStreamCertificateContext.Create(certificate, intermediates, offline: true);
        _fingerprint = material.Fingerprint;
    }

    // An error is logged once, although every new connection reads the certificate again.
    private void Report(OptionErrors errors)
    {
        var error = errors.All is [var first, ..] ? $"{first.Key} {first.Text}" : null;
        if (error is not null && error != _lastError) PproLog.CertificateRejected(logger, client, error);
        _lastError = error;
    }
}
