using PaymentStatusSdk.Adapters;
using PaymentStatusSdk.ConvergeGate.Protocol;

namespace PaymentStatusSdk.ConvergeGate;

/// <summary>Validates <see cref="ConvergeGateOptions"/>.</summary>
internal sealed class ConvergeGateOptionsValidator : GatewayOptionsValidator<ConvergeGateOptions>
{
    protected override void Check(ConvergeGateOptions options, OptionErrors errors)
    {
        errors.RequireEndpoint(nameof(options.Endpoint), options.Endpoint, "use the address that came with your merchant account.");
        errors.RequireText(nameof(options.ApiUser), options.ApiUser, "find it in your merchant account.");
        errors.RequireText(nameof(options.ApiPassword), options.ApiPassword, "find it in your merchant account.");
        errors.RequireText(nameof(options.ApiKey), options.ApiKey, "find it in your merchant account.");
        errors.RequireLength(nameof(options.ApiUser), options.ApiUser, ConvergeGateDefaults.MaxCredentialLength);
        errors.RequireLength(nameof(options.ApiPassword), options.ApiPassword, ConvergeGateDefaults.MaxCredentialLength);
        RequirePlainText(nameof(options.ApiUser), options.ApiUser, errors);
        RequirePlainText(nameof(options.ApiPassword), options.ApiPassword, errors);
        RequirePlainText(nameof(options.ApiKey), options.ApiKey, errors);
        errors.RequireSecrets(nameof(options.PreviousApiPasswords), options.PreviousApiPasswords);
        errors.RequireSecrets(nameof(options.PreviousApiKeys), options.PreviousApiKeys);
        if (!Enum.IsDefined(options.AcknowledgementRoot))
            errors.Add(nameof(options.AcknowledgementRoot), "is not a supported root element: use Unknown, Response or Transaction.");
        if (!Enum.IsDefined(options.Carrier))
            errors.Add(nameof(options.Carrier), "is not a supported carrier: use Unknown, RawXml or FormField.");
        if (!Enum.IsDefined(options.DefaultKind)) errors.Add(nameof(options.DefaultKind), "is not a transaction kind.");
    }

    private static void RequirePlainText(string key, string? value, OptionErrors errors)
    {
        if (!ConvergeGateXmlText.CanCarry(value))
            errors.Add(key, "contains a control character, often a line break at the end of a secret file: remove it.");
    }
}
