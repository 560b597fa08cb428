using PaymentStatusSdk.Adapters;

namespace PaymentStatusSdk.ConvergeGate;

/// <summary>Checks <see cref="ConvergeGateOptions"/>.</summary>
internal sealed class ConvergeGateOptionsValidator : GatewayOptionsValidator<ConvergeGateOptions>
{
    protected override void Check(ConvergeGateOptions options, OptionFaults faults)
    {
        faults.RequireEndpoint(nameof(options.Endpoint), options.Endpoint, "use the address that came with your merchant account.");
        faults.RequireText(nameof(options.ApiUser), options.ApiUser, "it stands in your merchant account.");
        faults.RequireText(nameof(options.ApiPassword), options.ApiPassword, "it stands in your merchant account.");
        faults.RequireText(nameof(options.ApiKey), options.ApiKey, "it stands in your merchant account.");
        faults.RequireLength(nameof(options.ApiUser), options.ApiUser, ConvergeGateDefaults.MaxCredentialLength);
        faults.RequireLength(nameof(options.ApiPassword), options.ApiPassword, ConvergeGateDefaults.MaxCredentialLength);
        RequirePlainText(nameof(options.ApiUser), options.ApiUser, faults);
        RequirePlainText(nameof(options.ApiPassword), options.ApiPassword, faults);
        RequirePlainText(nameof(options.ApiKey), options.ApiKey, faults);
        faults.RequireSecrets(nameof(options.PreviousApiPasswords), options.PreviousApiPasswords);
        faults.RequireSecrets(nameof(options.PreviousApiKeys), options.PreviousApiKeys);
        if (!Enum.IsDefined(options.AcknowledgementRoot))
            faults.Add(nameof(options.AcknowledgementRoot), "is no root element: use Unknown, Response or Transaction.");
        if (!Enum.IsDefined(options.Carrier)) faults.Add(nameof(options.Carrier), "is no carrier: use Unknown, RawXml or FormField.");
        if (!Enum.IsDefined(options.DefaultKind)) faults.Add(nameof(options.DefaultKind), "is no kind of transaction.");
    }

    private static void RequirePlainText(string key, string? value, OptionFaults faults)
    {
        if (!ConvergeGateXmlText.CanCarry(value))
            faults.Add(key, "contains a control character; look for a line break at its end, as files of secrets often have.");
    }
}
