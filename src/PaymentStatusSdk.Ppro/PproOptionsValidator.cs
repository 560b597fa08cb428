using System.Text;
using PaymentStatusSdk.Adapters;

namespace PaymentStatusSdk.Ppro;

/// <summary>Checks <see cref="PproOptions"/>, the files that they name included.</summary>
/// <param name="clock">Tells whether a certificate has expired: the machine's clock, since that is what a handshake goes by.</param>
internal sealed class PproOptionsValidator(TimeProvider clock) : GatewayOptionsValidator<PproOptions>
{
    private const string Issued = "PPRO issued it together with the client certificate.";
    private const int LongestMerchantId = 255;

    protected override void Check(PproOptions options, OptionFaults faults)
    {
        faults.RequireEndpoint(nameof(options.Endpoint), options.Endpoint, "use the address that PPRO gave you.");
        faults.RequireText(nameof(options.Login), options.Login, Issued);
        faults.RequireText(nameof(options.Password), options.Password, Issued);
        faults.RequireText(nameof(options.ContractId), options.ContractId, Issued);
        RequireAscii(nameof(options.Login), options.Login, faults);
        RequireAscii(nameof(options.ContractId), options.ContractId, faults);
        if (options.Password?.Any(char.IsControl) == true) faults.Add(nameof(options.Password), "contains a control character.");
        faults.RequireRange(nameof(options.MaxMerchantIdLength), options.MaxMerchantIdLength, 1, LongestMerchantId);
        CheckSecrets(options, faults);
        if (!Enum.IsDefined(options.DefaultKind)) faults.Add(nameof(options.DefaultKind), "is no kind of transaction.");
        CheckCertificate(options, faults);
        PproTrustedRoots.Read(options, faults);
    }

    private static void CheckSecrets(PproOptions options, OptionFaults faults)
    {
        faults.RequireSecrets(nameof(options.PreviousNotificationSecrets), options.PreviousNotificationSecrets);
        faults.RequireSecrets(nameof(options.PreviousRedirectSharedSecrets), options.PreviousRedirectSharedSecrets);
        // An empty setting is an absent one; a blank one is a mistake.
        if (!string.IsNullOrEmpty(options.NotificationSecret)) faults.RequireSecrets(nameof(options.NotificationSecret), [options.NotificationSecret]);
        if (!string.IsNullOrEmpty(options.RedirectSharedSecret)) faults.RequireSecrets(nameof(options.RedirectSharedSecret), [options.RedirectSharedSecret]);
        if (string.IsNullOrEmpty(options.NotificationSecret) && options.PreviousNotificationSecrets is { Count: > 0 })
            faults.Add(nameof(options.NotificationSecret), "is missing beside PreviousNotificationSecrets: set the one in force.");
        if (string.IsNullOrEmpty(options.RedirectSharedSecret) && options.PreviousRedirectSharedSecrets is { Count: > 0 })
            faults.Add(nameof(options.RedirectSharedSecret), "is missing beside PreviousRedirectSharedSecrets: set the one in force.");
    }

    private void CheckCertificate(PproOptions options, OptionFaults faults)
    {
        if (!HasOneSource(options, faults) || options.ClientCertificateSource is not null) return;
        if (PproCertificateMaterial.Gather(options, faults) is not { } material) return;
        using var certificate = material.Open(faults, clock.GetUtcNow());
        if (certificate is not null) material.Intermediates(certificate, faults);
    }

    private static bool HasOneSource(PproOptions options, OptionFaults faults)
    {
        var hasPath = !string.IsNullOrEmpty(options.ClientCertificatePath);
        var hasPem = !string.IsNullOrEmpty(options.ClientCertificatePem);
        var hasSource = options.ClientCertificateSource is not null;
        if (!hasPath && !string.IsNullOrEmpty(options.ClientCertificateKeyPath))
            faults.Add(nameof(options.ClientCertificateKeyPath), "needs ClientCertificatePath beside it.");
        if (!hasPem && !string.IsNullOrEmpty(options.ClientCertificateKeyPem))
            faults.Add(nameof(options.ClientCertificateKeyPem), "needs ClientCertificatePem beside it.");
        if (hasPath && hasPem)
            faults.Add(nameof(options.ClientCertificatePem), "is given beside ClientCertificatePath: keep one of them.");
        if (hasSource && (hasPath || hasPem))
            faults.Add(nameof(options.ClientCertificateSource), "is given beside a path or PEM text: keep one of them.");
        if (!hasPath && !hasPem && !hasSource && options.Endpoint is { IsAbsoluteUri: true, IsLoopback: false })
            faults.Add(nameof(options.ClientCertificatePath), "is missing: PPRO wants a client certificate. Give it as a path, PEM text or delegate.");
        return (hasPath ? 1 : 0) + (hasPem ? 1 : 0) + (hasSource ? 1 : 0) == 1;
    }

    private static void RequireAscii(string key, string? value, OptionFaults faults)
    {
        if (value is not null && (!Ascii.IsValid(value) || value.Any(char.IsControl)))
            faults.Add(key, "contains a character outside printable ASCII, which this protocol does not have here.");
    }
}
