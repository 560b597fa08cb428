using PaymentStatusSdk.Adapters;

namespace PaymentStatusSdk.ConvergeGate;

/// <summary>Checks <see cref="ConvergeGateOptions"/>.</summary>
internal sealed class ConvergeGateOptionsValidator : GatewayOptionsValidator<ConvergeGateOptions>
{
    protected override void Check(ConvergeGateOptions options, OptionErrors errors)
    {
        errors.RequireEndpoint(nameof(options.Endpoint), options.Endpoint, "use the address that came with your merchant account.");
        errors.RequireText(nameof(options.ApiUser), options.ApiUser, "it stands in your merchant account.");
        errors.RequireText(nameof(options.ApiPassword), options.ApiPassword, "it stands in your merchant account.");
        errors.RequireText(nameof(options.ApiKey), options.ApiKey, "it stands in your merchant account.");
        errors.RequireLength(nameof(options.ApiUser), options.ApiUser, ConvergeGateDefaults.MaxCredentialLength);
        errors.RequireLength(nameof(options.ApiPassword), options.ApiPassword, ConvergeGateDefaults.MaxCredentialLength);
        RequirePlainText(nameof(options.ApiUser), options.ApiUser, errors);
        RequirePlainText(nameof(options.ApiPassword), options.ApiPassword, errors);
        RequirePlainText(nameof(options.ApiKey), options.ApiKey, errors);
        errors.RequireSecrets(nameof(options.PreviousApiPasswords), options.PreviousApiPasswords);
        errors.RequireSecrets(nameof(options.PreviousApiKeys), options.PreviousApiKeys);
        if (!Enum.IsDefined(options.AcknowledgementRoot))
            errors.Add(nameof(options.AcknowledgementRoot), "is no root element: use Unknown, Response or Transaction.");
        if (!Enum.IsDefined(options.Carrier)) errors.Add(nameof(options.Carrier), "is no carrier: use Unknown, RawXml or FormField.");
        if (!Enum.IsDefined(options.DefaultKind)) errors.Add(nameof(options.DefaultKind), "is no kind of transaction.");
    }

    private static void RequirePlainText(string key, string? value, OptionErrors errors)
    {
        if (!ConvergeGateXmlText.CanCarry(value))
            errors.Add(key, "contains a control character; look for a line break at its end, as files of secrets often have.");
    }
}
