namespace PaymentStatusSdk.ManyInstances;

/// <summary>Schedules in which days are seconds.</summary>
internal static class FastSchedules
{
    public static TrackingSchedule Schedule(double patience)
    {
        return new TrackingSchedule
        {
            Open = Delays(0.3, 0.6, 1, 2),
            Provisional = Delays(0.5, 1) with { MaxDuration = TimeSpan.FromSeconds(2) * patience },
            Funds = Delays(1),
            Contested = Delays(0.5, 1),
            Failure = Delays(0.3, 1, 2),
        };

        PollingSchedule Delays(params double[] seconds) =>
            new([.. seconds.Select(delay => TimeSpan.FromSeconds(delay * patience))]) { Jitter = 0.2 };
    }
}
