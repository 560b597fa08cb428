using PaymentStatusSdk.Adapters;
using PaymentStatusSdk.Ppro.Certificates;

namespace PaymentStatusSdk.Ppro;

/// <summary>Validates <see cref="PproOptions"/>, including the files that they name.</summary>
/// <param name="clock">
/// The clock that decides whether a certificate has expired: the machine's clock, because TLS handshakes use it too.
/// </param>
internal sealed class PproOptionsValidator(TimeProvider clock) : GatewayOptionsValidator<PproOptions>
{
    private const string Issued = "PPRO issued it together with the client certificate.";
    private const int MaxMerchantReferenceLimit = 255;

    protected override void Check(PproOptions options, OptionErrors errors)
    {
        errors.RequireEndpoint(nameof(options.Endpoint), options.Endpoint, "use the address from PPRO.");
        errors.RequireText(nameof(options.Login), options.Login, Issued);
        errors.RequireText(nameof(options.Password), options.Password, Issued);
        errors.RequireText(nameof(options.ContractId), options.ContractId, Issued);
        RequireAscii(nameof(options.Login), options.Login, errors);
        RequireAscii(nameof(options.ContractId), options.ContractId, errors);
        if (TextRules.HasControlCharacter(options.Password)) errors.Add(nameof(options.Password), "contains a control character.");
        errors.RequireRange(nameof(options.MaxMerchantReferenceLength), options.MaxMerchantReferenceLength, 1, MaxMerchantReferenceLimit);
        CheckSecrets(options, errors);
        if (!Enum.IsDefined(options.DefaultKind)) errors.Add(nameof(options.DefaultKind), "is not a transaction kind.");
        CheckCertificate(options, errors);
        PproTrustedRoots.Read(options, errors);
    }

    private static void CheckSecrets(PproOptions options, OptionErrors errors)
    {
        errors.RequireSecrets(nameof(options.PreviousNotificationSecrets), options.PreviousNotificationSecrets);
        errors.RequireSecrets(nameof(options.PreviousRedirectSharedSecrets), options.PreviousRedirectSharedSecrets);
        // An empty secret counts as absent; a blank secret is an error.
        if (!string.IsNullOrEmpty(options.NotificationSecret))
            errors.RequireSecrets(nameof(options.NotificationSecret), [options.NotificationSecret]);
        if (!string.IsNullOrEmpty(options.RedirectSharedSecret))
            errors.RequireSecrets(nameof(options.RedirectSharedSecret), [options.RedirectSharedSecret]);
        if (string.IsNullOrEmpty(options.NotificationSecret) && options.PreviousNotificationSecrets is { Count: > 0 })
            errors.Add(
                nameof(options.NotificationSecret), "is missing although PreviousNotificationSecrets is set: set the current secret.");
        if (string.IsNullOrEmpty(options.RedirectSharedSecret) && options.PreviousRedirectSharedSecrets is { Count: > 0 })
            errors.Add(
                nameof(options.RedirectSharedSecret), "is missing although PreviousRedirectSharedSecrets is set: set the current secret.");
    }

    private void CheckCertificate(PproOptions options, OptionErrors errors)
    {
        if (!HasOneContent(options, errors)) return;
        if (PproCertificateMaterial.Gather(options, errors) is not { } material) return;
        using var certificate = material.Open(errors, clock.GetUtcNow());
        if (certificate is not null) material.Intermediates(certificate, errors);
    }

    // A delegate has no content yet: it is called when a connection is opened.
    private static bool HasOneContent(PproOptions options, OptionErrors errors)
    {
        var hasPath = !string.IsNullOrEmpty(options.ClientCertificatePath);
        var hasPem = !string.IsNullOrEmpty(options.ClientCertificatePem);
        var hasSource = options.ClientCertificateSource is not null;
        if (!hasPath && !string.IsNullOrEmpty(options.ClientCertificateKeyPath))
            errors.Add(nameof(options.ClientCertificateKeyPath), "requires ClientCertificatePath.");
        if (!hasPem && !string.IsNullOrEmpty(options.ClientCertificateKeyPem))
            errors.Add(nameof(options.ClientCertificateKeyPem), "requires ClientCertificatePem.");
        if (hasPath && hasPem)
            errors.Add(nameof(options.ClientCertificatePem), "is set together with ClientCertificatePath: keep one of them.");
        if (hasSource && (hasPath || hasPem))
            errors.Add(nameof(options.ClientCertificateSource), "is set together with a path or PEM text: keep one of them.");
        if (!hasPath && !hasPem && !hasSource && options.Endpoint is { IsAbsoluteUri: true, IsLoopback: false })
            errors.Add(
                nameof(options.ClientCertificatePath),
                "is missing: PPRO requires a client certificate. Set it as a path, PEM text or delegate.");
        return hasPath != hasPem && !hasSource;
    }

    private static void RequireAscii(string key, string? value, OptionErrors errors)
    {
        if (!TextRules.IsPrintableAscii(value))
            errors.Add(key, "contains a character outside printable ASCII, which the protocol does not allow here.");
    }
}
