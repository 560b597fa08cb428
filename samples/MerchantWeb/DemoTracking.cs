using PaymentStatusSdk.Tracking;

namespace PaymentStatusSdk.Samples.MerchantWeb;

/// <summary>How payments are followed here: fast enough to watch.</summary>
internal static class DemoTracking
{
    // A real merchant leaves all of this alone. The adapters' own schedules ask after ten seconds up to days, as the gateways wish, and rely on
    // notifications; Desjardins sends none and wants two minutes before the first question. The gateways here are simulated and may be asked
    // every few seconds.
    private static readonly TrackingSchedule Fast = new()
    {
        Open = new PollingSchedule(Seconds(5), Seconds(10), Seconds(20)),
        Provisional = new PollingSchedule(Seconds(15)) { MaxDuration = Seconds(60) },
        Funds = new PollingSchedule(Seconds(20)),
        Contested = new PollingSchedule(Seconds(5)),
        Failure = new PollingSchedule(Seconds(5)),
    };

    // Nothing but these questions tells of a change there.
    private static readonly TrackingSchedule Fastest = Fast with { Open = new PollingSchedule(Seconds(3)) };

    public static void Configure(TrackingOptions options)
    {
        options.Clients[GatewayMoves.Cards] = new ClientTrackingOptions { Schedule = Fast };
        options.Clients[GatewayMoves.Ppro] = new ClientTrackingOptions { Schedule = Fast };
        options.Clients[GatewayMoves.Desjardins] = new ClientTrackingOptions { Schedule = Fastest };
        // The next start goes on soon with what a killed process was at.
        options.Lease = Seconds(10);
        // Parked after seconds rather than hours.
        options.DeliveryRetries = new PollingSchedule(Seconds(1));
        options.MaxDeliveryTries = 3;
    }

    private static TimeSpan Seconds(int count) => TimeSpan.FromSeconds(count);
}
