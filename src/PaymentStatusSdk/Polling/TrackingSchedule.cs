namespace PaymentStatusSdk;

/// <summary>When a gateway is worth asking again about a transaction that is followed for hours, days or weeks.</summary>
/// <remarks>
/// Immutable, thread-safe, equal by value, usable from JSON. Each adapter brings the one that fits its gateway (see
/// <see cref="GatewayCapabilities.Tracking"/>); <c>GetStatusAsync</c> itself never waits. A message of the gateway's is the better reason to
/// ask: these times are for the messages that never come.
/// </remarks>
public sealed record TrackingSchedule
{
    // Generated JSON code sets a member that is missing in the text to null, past the initializer.
    private static PollingSchedule DefaultOpen { get; } = new(
        TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(40), TimeSpan.FromSeconds(60),
        TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(15), TimeSpan.FromHours(1), TimeSpan.FromHours(6), TimeSpan.FromDays(1))
    {
        Jitter = 0.1,
    };

    private static PollingSchedule DefaultProvisional { get; } = new(TimeSpan.FromHours(1), TimeSpan.FromHours(23), TimeSpan.FromDays(1))
    {
        MaxDuration = TimeSpan.FromHours(72),
    };

    private static PollingSchedule DefaultFunds { get; } = new(TimeSpan.FromDays(1)) { Jitter = 0.1 };

    private static PollingSchedule DefaultContested { get; } = new(
        TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(15), TimeSpan.FromHours(1), TimeSpan.FromHours(6), TimeSpan.FromDays(1))
    {
        Jitter = 0.1,
    };

    private static PollingSchedule DefaultFailure { get; } = new(
        TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(15), TimeSpan.FromHours(1))
    {
        Jitter = 0.2,
    };

    /// <summary>For a gateway of which nothing is known.</summary>
    public static TrackingSchedule Default { get; } = new();

    /// <summary>While nothing final is known. Its <see cref="PollingSchedule.MaxDuration"/> has no effect: <see cref="TrackFor"/> has.</summary>
    /// <value>Default: after 10, 20, 40 and 60 seconds, then after 5, 15 and 60 minutes, 6 hours, and every day.</value>
    public PollingSchedule Open { get; init => field = value ?? DefaultOpen; } = DefaultOpen;

    /// <summary>
    /// While the state looks finished and may still turn. When its <see cref="PollingSchedule.MaxDuration"/> is over and nothing has turned,
    /// the transaction is looked at once more and no longer.
    /// </summary>
    /// <value>Default: after 1 hour, 23 hours, and every day, for 72 hours.</value>
    public PollingSchedule Provisional { get; init => field = value ?? DefaultProvisional; } = DefaultProvisional;

    /// <summary>While the state is final and the money has not come. Its <see cref="PollingSchedule.MaxDuration"/> has no effect.</summary>
    /// <value>Default: every day.</value>
    public PollingSchedule Funds { get; init => field = value ?? DefaultFunds; } = DefaultFunds;

    /// <summary>While answers contradict each other. Its <see cref="PollingSchedule.MaxDuration"/> has no effect.</summary>
    /// <value>Default: after 1, 5, 15 and 60 minutes, 6 hours, and every day.</value>
    public PollingSchedule Contested { get; init => field = value ?? DefaultContested; } = DefaultContested;

    /// <summary>
    /// After the payment is settled: it is final, paid, and its money has come. Off by default: an adapter turns it on if its gateway's answers show refunds or
    /// chargebacks. <c>with { Settled = SettledSchedule.None }</c> turns it off.
    /// </summary>
    /// <value>Default <see cref="SettledSchedule.None"/>.</value>
    public SettledSchedule Settled { get; init => field = value ?? SettledSchedule.None; } = SettledSchedule.None;

    /// <summary>After questions in a row that got no answer at all. Its <see cref="PollingSchedule.MaxDuration"/> has no effect.</summary>
    /// <value>Default: after 30 seconds, 1, 5, 15 and 60 minutes.</value>
    public PollingSchedule Failure { get; init => field = value ?? DefaultFailure; } = DefaultFailure;

    /// <summary>
    /// How long "not found" is what one would expect, counted from when the transaction was sent to the gateway, or else handed over to be
    /// followed: the customer may not have paid yet. More than zero and at most a year.
    /// </summary>
    /// <value>Default 1 hour.</value>
    public TimeSpan NotFoundGrace { get; init => field = InRange(value, nameof(NotFoundGrace)); } = TimeSpan.FromHours(1);

    /// <summary>How long to follow a transaction at most when nothing else is said. More than zero and at most a year.</summary>
    /// <value>Default 30 days.</value>
    public TimeSpan TrackFor { get; init => field = InRange(value, nameof(TrackFor)); } = TimeSpan.FromDays(30);

    private static TimeSpan InRange(TimeSpan value, string name)
    {
        // Zero is what generated JSON code sets when the member is missing in the text.
        if (value == TimeSpan.Zero) return name == nameof(TrackFor) ? TimeSpan.FromDays(30) : TimeSpan.FromHours(1);
        return value > TimeSpan.Zero && value <= TimeSpan.FromDays(366)
            ? value
            : throw new ArgumentException($"{name} is more than zero and at most a year; this one is {value}.", name);
    }
}
