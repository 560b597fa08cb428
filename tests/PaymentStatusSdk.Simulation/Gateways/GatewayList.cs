using PaymentStatusSdk.Simulation.Worlds;

namespace PaymentStatusSdk.Simulation.Gateways;

/// <summary>Three gateways that have nothing in common.</summary>
internal static class GatewayList
{
    /// <summary>The client for which the options set a schedule of its own.</summary>
    public const string Wallets = "wallets";

    private static readonly TrackingSchedule WithSettled = new()
    {
        Settled = new SettledSchedule(TimeSpan.FromDays(1), TimeSpan.FromDays(7), TimeSpan.FromDays(20)),
    };

    public static IReadOnlyList<GatewayModel> Create(World world) =>
    [
        new(world, "cards", new GatewayCapabilities
        {
            SupportsGatewayReference = true,
            SupportsMerchantReference = true,
            MaxConcurrentExchanges = 8,
            ReportsAmount = true,
            ReportsRefunds = true,
            ReportsChargebacks = true,
            Tracking = WithSettled,
        })
        {
            Signed = (false, true, true),
        },
        new(world, Wallets, new GatewayCapabilities
        {
            SupportsGatewayReference = true,
            SupportsMerchantReference = true,
            MaxConcurrentExchanges = 4,
            ReportsAmount = true,
            ReportsRefunds = true,
        })
        {
            Signed = (true, true, false),
        },
        new(world, "bank", new GatewayCapabilities
        {
            SupportsMerchantReference = true,
            MaxConcurrentExchanges = 1,
            MaxTransactionsPerExchange = 10,
            ReportsAmount = true,
            MinimumAge = TimeSpan.FromSeconds(30),
        }),
    ];
}
