using System.Text.Json;
using System.Text.Json.Nodes;
using PaymentStatusSdk.Simulators.Ppro;

namespace PaymentStatusSdk.Cli.Simulate;

/// <summary>The settings of a host that uses the three gateways, to paste into its <c>appsettings.Development.json</c>.</summary>
internal static class SimulatorSettings
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    public static string ToText(SimulatorSet simulators) => For(simulators).ToJsonString(Indented);

    public static JsonObject For(SimulatorSet simulators)
    {
        var (cards, ppro, desjardins) = (simulators.Cards, simulators.Ppro, simulators.Desjardins);
        return new JsonObject
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
                ["Ppro"] = Ppro(ppro, simulators.CertificateFolder),
                ["Desjardins"] = new JsonObject
                {
                    ["Endpoint"] = desjardins.Endpoint.ToString(),
                    ["MerchantId"] = desjardins.MerchantId,
                    ["MerchantKey"] = desjardins.MerchantKey,
                    ["PublicCallbackBaseUrl"] = simulators.HostUrl.ToString(),
                },
            },
        };
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
        settings["ClientCertificatePath"] = Path.Combine(certificateFolder, SimulatorCertificateFiles.Client);
        settings["ClientCertificateKeyPath"] = Path.Combine(certificateFolder, SimulatorCertificateFiles.ClientKey);
        settings["TrustedRootPath"] = Path.Combine(certificateFolder, SimulatorCertificateFiles.Authority);
        return settings;
    }
}
