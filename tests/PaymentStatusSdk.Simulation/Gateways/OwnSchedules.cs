namespace PaymentStatusSdk.Simulation.Gateways;

/// <summary>Schedules that differ from those of the gateways.</summary>
internal static class OwnSchedules
{
    /// <summary>The schedule that the options set for one client.</summary>
    public static TrackingSchedule ForClient { get; } = new()
    {
        Open = new PollingSchedule(
            TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(20), TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(2), TimeSpan.FromMinutes(5),
            TimeSpan.FromHours(1), TimeSpan.FromHours(12), TimeSpan.FromDays(1))
        {
            Jitter = 0.1,
        },
        Provisional = new PollingSchedule(TimeSpan.FromHours(1), TimeSpan.FromDays(1)) { MaxDuration = TimeSpan.FromHours(60) },
        Settled = new SettledSchedule(TimeSpan.FromDays(3)),
        TrackFor = TimeSpan.FromDays(20),
    };

    /// <summary>The schedule that a policy sets for the transactions of one order.</summary>
    public static TrackingSchedule ForOrder { get; } = new()
    {
        Open = new PollingSchedule(
            TimeSpan.FromSeconds(8), TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(3), TimeSpan.FromMinutes(5),
            TimeSpan.FromMinutes(30), TimeSpan.FromHours(12))
        {
            Jitter = 0.1,
        },
        Settled = new SettledSchedule(TimeSpan.FromDays(2), TimeSpan.FromDays(9)),
        TrackFor = TimeSpan.FromDays(12),
    };
}
