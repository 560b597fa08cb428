using System.Text.Json;
using System.Text.Json.Nodes;
using PaymentStatusSdk.Simulators.ConvergeGate;
using PaymentStatusSdk.Simulators.Desjardins;
using PaymentStatusSdk.Simulators.Ppro;

namespace PaymentStatusSdk.Samples.Sandbox;

/// <summary>The settings of a host that uses the three gateways, to paste into its <c>appsettings.Development.json</c>.</summary>
internal static class SandboxSettings
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    public static string ToJson(
        ConvergeGateSimulator cards, PproSimulator ppro, DesjardinsSimulator desjardins, Uri hostUrl, string? certificateFolder)
    {
        var settings = new JsonObject
        {
            ["PaymentStatus"] = new JsonObject
            {
                // The same credentials verify the notifications of this gateway.
                ["Cards"] = new JsonObject
                {
                    ["Endpoint"] = cards.Endpoint.ToString(),
                    ["ApiUser"] = cards.ApiUser,
                    ["ApiPassword"] = cards.ApiPassword,
                    ["ApiKey"] = cards.ApiKey,
                },
                ["Ppro"] = Ppro(ppro, certificateFolder),
                ["Desjardins"] = new JsonObject
                {
                    ["Endpoint"] = desjardins.Endpoint.ToString(),
                    ["MerchantId"] = desjardins.MerchantId,
                    ["MerchantKey"] = desjardins.MerchantKey,
                    ["PublicCallbackBaseUrl"] = hostUrl.ToString(),
                },
            },
        };
        return settings.ToJsonString(Indented);
    }

    private static JsonObject Ppro(PproSimulator ppro, string? certificateFolder)
    {
        var settings = new JsonObject
        {
            ["Endpoint"] = ppro.Endpoint.ToString(),
            ["Login"] = ppro.Login,
            ["Password"] = ppro.Password,
            ["ContractId"] = ppro.ContractId,
            ["NotificationSecret"] = ppro.NotificationSecret,
        };
        if (certificateFolder is null) return settings;
        settings["ClientCertificatePath"] = Path.Combine(certificateFolder, CertificateFiles.Client);
        settings["ClientCertificateKeyPath"] = Path.Combine(certificateFolder, CertificateFiles.ClientKey);
        settings["TrustedRootPath"] = Path.Combine(certificateFolder, CertificateFiles.Authority);
        return settings;
    }
}
