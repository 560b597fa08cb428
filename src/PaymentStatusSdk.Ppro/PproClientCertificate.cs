using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Logging;
using PaymentStatusSdk.Adapters;

namespace PaymentStatusSdk.Ppro;

/// <summary>
/// The client certificate in force, one object a client, looked up anew for every connection: options and files may change. A change that cannot be used is
/// logged, and the last good certificate stays. Thread-safe.
/// </summary>
internal sealed class PproClientCertificate(
    string client, IGatewayOptionsSource<PproOptions> options, IServiceProvider services, ILogger logger, TimeProvider clock)
{
    private static readonly TimeSpan WarningTime = TimeSpan.FromDays(30);

    private readonly Lock _lock = new();
    private X509Certificate2? _certificate;
    private SslStreamCertificateContext? _withIntermediates;
    private string? _fingerprint;
    private string? _lastFault;

    /// <summary>The certificate to present; null when options name none.</summary>
    /// <exception cref="AuthenticationException">There should be one, and there has never been one that can be used.</exception>
    public X509Certificate2? Current()
    {
        var current = options.Current;
        if (current.ClientCertificateSource is { } source) return Ask(source);
        if (!IsNamed(current)) return null;
        lock (_lock)
        {
            Refresh(current);
            return _certificate ?? throw new AuthenticationException($"There is no client certificate: {_lastFault}");
        }
    }

    /// <summary>The certificate in force with the intermediates beside it; null when there are none.</summary>
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

    private static bool IsNamed(PproOptions options) =>
        !string.IsNullOrEmpty(options.ClientCertificatePath) || !string.IsNullOrEmpty(options.ClientCertificatePem);

    private void Refresh(PproOptions current)
    {
        var faults = new OptionErrors();
        var material = PproCertificateMaterial.Gather(current, faults);
        if (material is not null && material.Fingerprint != _fingerprint) TakeOver(material, faults);
        Report(faults);
    }

    private X509Certificate2 Ask(Func<IServiceProvider, X509Certificate2> source)
    {
        try
        {
            if (source(services) is { HasPrivateKey: true } certificate) return certificate;
        }
        catch (Exception exception)
        {
            // The delegate is the merchant's; its text may quote a secret.
            throw new AuthenticationException($"ClientCertificateSource threw {exception.GetType()}.");
        }

        throw new AuthenticationException("ClientCertificateSource gave no certificate with a private key.");
    }

    private void TakeOver(PproCertificateMaterial material, OptionErrors faults)
    {
        var now = clock.GetUtcNow();
        if (material.Open(faults, now) is not { } certificate || material.Intermediates(certificate, faults) is not { } intermediates) return;
        if (_certificate is not null) PproLog.CertificateChanged(logger, client, certificate.NotAfter);
        if (certificate.NotAfter - now < WarningTime) PproLog.CertificateExpiresSoon(logger, client, certificate.NotAfter);
        // The old one is left to the collector: a handshake may be using it.
        _certificate = certificate;
        _withIntermediates = intermediates.Count == 0 ? null : SslStreamCertificateContext.Create(certificate, intermediates, offline: true);
        _fingerprint = material.Fingerprint;
    }

    // Once a fault: connections are opened again and again.
    private void Report(OptionErrors faults)
    {
        var fault = faults.All is [var first, ..] ? $"{first.Key} {first.Text}" : null;
        if (fault is not null && fault != _lastFault) PproLog.CertificateRefused(logger, client, fault);
        _lastFault = fault;
    }
}
