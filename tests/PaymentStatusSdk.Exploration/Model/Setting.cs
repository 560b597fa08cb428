using PaymentStatusSdk.Invariants;
using PaymentStatusSdk.Tracking;

namespace PaymentStatusSdk.Exploration.Model;

/// <summary>The settings of the exploration. All times are multiples of one unit, so that few different times exist.</summary>
internal static class Setting
{
    public const string Client = "gateway";
    public const string Handler = "handler";

    /// <summary>The number of rows: one payment has two when it was tracked under both of its references.</summary>
    public const int Rows = 3;

    public const int Instances = 3;

    public static readonly TimeSpan Unit = TimeSpan.FromMinutes(10);
    public static readonly TimeSpan Lease = Unit;
    public static readonly TimeSpan Pause = Unit;

    /// <summary>How long completed rows and delivered changes are retained.</summary>
    public static readonly TimeSpan Retention = 2 * Unit;

    /// <summary>How far a wrong clock is off.</summary>
    public static readonly TimeSpan Skew = 5 * Unit;

    public static readonly DateTimeOffset Start = new(2030, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static readonly TrackingSchedule Schedule = new()
    {
        Open = new PollingSchedule(Unit, 3 * Unit),
        Provisional = new PollingSchedule(2 * Unit) { MaxDuration = 3 * Unit },
        Funds = new PollingSchedule(3 * Unit),
        Contested = new PollingSchedule(2 * Unit),
        Failure = new PollingSchedule(2 * Unit),
        Settled = new SettledSchedule(4 * Unit),
        NotFoundGrace = Unit,
        TrackFor = 4 * Unit,
    };

    public static readonly GatewayCapabilities Capabilities = new()
    {
        SupportsGatewayReference = true,
        SupportsMerchantReference = true,
        Tracking = Schedule,
    };

    public static readonly TrackingOptions Options = new()
    {
        Lease = Lease,
        NotificationInterval = Unit,
        DeliveryRetries = new PollingSchedule(Unit),
        MaxDeliveryTries = 2,
    };

    public static readonly InvariantSettings Invariants = new()
    {
        SeesEveryEvent = true,
        CommitsEveryAnswer = true,
        MaxWakeDelay = Options.NotificationInterval,
        MaxRecheckDelay = Schedule.Open.Delays[0],
        MaxDeliveryTries = Options.MaxDeliveryTries,
        MaxClockDifference = Options.MaxClockDifference,
    };

    public static DateTimeOffset TimeOf(int units) => Start + (units * Unit);
}
