using PaymentStatusSdk.Tracking;

namespace PaymentStatusSdk.Samples.MerchantWeb;

/// <summary>The tracking options of the sample: fast enough to watch.</summary>
internal static class DemoTracking
{
    // A real merchant keeps the defaults. The adapters' own schedules query after ten seconds up to days, as the gateways require, and
    // rely on notifications; Desjardins sends none and requires two minutes before the first query. The gateways of this sample are
    // simulated, so queries every few seconds are allowed.
    private static readonly TrackingSchedule Fast = new()
    {
        Open = new PollingSchedule(Seconds(5), Seconds(10), Seconds(20)),
        Provisional = new PollingSchedule(Seconds(15)) { MaxDuration = Seconds(60) },
        Funds = new PollingSchedule(Seconds(20)),
        Contested = new PollingSchedule(Seconds(5)),
        Failure = new PollingSchedule(Seconds(5)),
    };

    // No notification announces a refund or a chargeback of a card payment.
    private static readonly TrackingSchedule Cards = Fast with
    {
        Settled = new SettledSchedule(
            Seconds(5), Seconds(15), Seconds(30), Seconds(60), Seconds(120), Seconds(300), Seconds(900), Seconds(3600)),
    };

    // Only queries report a change at Desjardins.
    private static readonly TrackingSchedule Fastest = Fast with { Open = new PollingSchedule(Seconds(3)) };

    public static void Configure(TrackingOptions options)
    {
        options.Clients[GatewayMoves.Cards] = new ClientTrackingOptions { Schedule = Cards };
        options.Clients[GatewayMoves.Ppro] = new ClientTrackingOptions { Schedule = Fast };
        options.Clients[GatewayMoves.Desjardins] = new ClientTrackingOptions { Schedule = Fastest };
        // A short lease: when a worker is killed, another one takes over its payments after some seconds. Still longer than a busy machine
        // lets a process wait, or another worker would take over from one that lives.
        options.Lease = Seconds(8);
        // The workers find by polling what the shop has stored in an SQLite file.
        options.PollInterval = TimeSpan.FromMilliseconds(250);
        // A visitor moves a payment twice within seconds, and each notification shows at once.
        options.NotificationInterval = TimeSpan.FromMilliseconds(500);
        // Failing deliveries are parked after seconds instead of hours.
        options.DeliveryRetries = new PollingSchedule(Seconds(1));
        options.MaxDeliveryTries = 3;
    }

    private static TimeSpan Seconds(int count) => TimeSpan.FromSeconds(count);
}
