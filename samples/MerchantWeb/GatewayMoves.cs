namespace PaymentStatusSdk.Samples.MerchantWeb;

/// <summary>The moves that the page offers for each simulated gateway, as the gateway's own state values.</summary>
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

    /// <summary>Returns the move that leads to a state, or null for a payment that is still pending.</summary>
    public static string? To(string gateway, PaymentState state) => (gateway, state) switch
    {
        (Cards, PaymentState.Authorized) => "AUTHORIZED",
        (Cards, PaymentState.Captured) => "CAPTURED",
        (Cards, PaymentState.Declined) => "DECLINED",
        (Cards, PaymentState.Refunded) => "REFUNDED",
        (Cards, PaymentState.ChargedBack) => "CHARGEBACK",
        (Ppro, PaymentState.Captured) => "SUCCEEDED",
        (Ppro, PaymentState.Declined or PaymentState.Failed) => "FAILED",
        (Desjardins, PaymentState.Captured) => "approved",
        (Desjardins, PaymentState.Declined) => "declined",
        _ => null,
    };
}
