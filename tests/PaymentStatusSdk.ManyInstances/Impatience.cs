namespace PaymentStatusSdk.ManyInstances;

/// <summary>Days in seconds.</summary>
internal static class Impatience
{
    public static FollowUpSchedule Schedule { get; } = new()
    {
        Open = Delays(0.3, 0.6, 1, 2),
        Provisional = Delays(0.5, 1) with { MaxDuration = TimeSpan.FromSeconds(2) },
        Funds = Delays(1),
        Contested = Delays(0.5, 1),
        Failure = Delays(0.3, 1, 2),
    };

    private static PollingSchedule Delays(params double[] seconds) => new([.. seconds.Select(TimeSpan.FromSeconds)]) { Jitter = 0.2 };
}
