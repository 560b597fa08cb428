namespace PaymentStatusSdk.Samples.MerchantWeb;

/// <summary>What the page can make happen at each simulated gateway, in the gateway's own words.</summary>
internal static class GatewayMoves
{
    public const string Cards = "cards";
    public const string Ppro = "ppro";
    public const string Desjardins = "desjardins";

    public static IReadOnlyList<string> Gateways { get; } = [Cards, Ppro, Desjardins];

    public static IReadOnlyList<string> Of(string gateway) => gateway switch
    {
        Cards => ["AUTHORIZED", "CAPTURED", "DECLINED", "REFUNDED", "CHARGEBACK"],
        Ppro => ["SUCCEEDED", "FAILED"],
        Desjardins => ["approved", "declined"],
        _ => [],
    };
}
