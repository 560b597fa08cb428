namespace PaymentStatusSdk;

/// <summary>The times at which tracking queries a gateway again about a transaction, over hours, days or weeks.</summary>
/// <remarks>
/// Immutable, thread-safe, equal by value, usable from JSON. Each adapter defines the schedule for its gateway (see
/// <see cref="GatewayCapabilities.Tracking"/>); <c>GetStatusAsync</c> itself never waits. A message from the gateway causes an earlier
/// check: the schedule covers messages that never arrive.
/// </remarks>
public sealed record TrackingSchedule
{
    // Source-generated JSON code sets a member that is missing in the JSON to null, in spite of the initializer.
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
        TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(15), TimeSpan.FromHours(1), TimeSpan.FromHours(6),
        TimeSpan.FromDays(1))
    {
        Jitter = 0.1,
    };

    private static PollingSchedule DefaultFailure { get; } = new(
        TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(15), TimeSpan.FromHours(1))
    {
        Jitter = 0.2,
    };

    /// <summary>The schedule for a gateway without known rules.</summary>
    public static TrackingSchedule Default { get; } = new();

    /// <summary>
    /// The schedule while no final state is known. <see cref="TrackFor"/> limits it; its <see cref="PollingSchedule.MaxDuration"/> has no
    /// effect.
    /// </summary>
    /// <value>Default: after 10, 20, 40 and 60 seconds, then after 5, 15 and 60 minutes, 6 hours, and every day.</value>
    public PollingSchedule Open { get; init => field = value ?? DefaultOpen; } = DefaultOpen;

    /// <summary>
    /// The schedule while the state is provisional. When its <see cref="PollingSchedule.MaxDuration"/> has passed without a change, the
    /// transaction is checked one last time.
    /// </summary>
    /// <value>Default: after 1 hour, 23 hours, and every day, for 72 hours.</value>
    public PollingSchedule Provisional { get; init => field = value ?? DefaultProvisional; } = DefaultProvisional;

    /// <summary>
    /// The schedule while the state is final and the money has not arrived. Its <see cref="PollingSchedule.MaxDuration"/> has no effect.
    /// </summary>
    /// <value>Default: every day.</value>
    public PollingSchedule Funds { get; init => field = value ?? DefaultFunds; } = DefaultFunds;

    /// <summary>The schedule while answers contradict each other. Its <see cref="PollingSchedule.MaxDuration"/> has no effect.</summary>
    /// <value>Default: after 1, 5, 15 and 60 minutes, 6 hours, and every day.</value>
    public PollingSchedule Contested { get; init => field = value ?? DefaultContested; } = DefaultContested;

    /// <summary>
    /// The schedule after the payment is settled: it is final and paid, and its money has arrived. Off by default: an adapter turns it on
    /// if the answers of its gateway report refunds or chargebacks. <c>with { Settled = SettledSchedule.None }</c> turns it off.
    /// </summary>
    /// <value>Default <see cref="SettledSchedule.None"/>.</value>
    public SettledSchedule Settled { get; init => field = value ?? SettledSchedule.None; } = SettledSchedule.None;

    /// <summary>The schedule after consecutive failed queries. Its <see cref="PollingSchedule.MaxDuration"/> has no effect.</summary>
    /// <value>Default: after 30 seconds, 1, 5, 15 and 60 minutes.</value>
    public PollingSchedule Failure { get; init => field = value ?? DefaultFailure; } = DefaultFailure;

    /// <summary>
    /// How long "not found" is an expected answer, because the customer may not have paid yet. It counts from the time at which the
    /// transaction was sent to the gateway, or else from its enrollment in tracking. More than zero and at most a year.
    /// </summary>
    /// <value>Default 1 hour.</value>
    public TimeSpan NotFoundGrace { get; init => field = InRange(value, nameof(NotFoundGrace)); } = TimeSpan.FromHours(1);

    /// <summary>
    /// The maximum time for which a transaction is tracked, unless its enrollment specifies another. More than zero and at most a year.
    /// </summary>
    /// <value>Default 30 days.</value>
    public TimeSpan TrackFor { get; init => field = InRange(value, nameof(TrackFor)); } = TimeSpan.FromDays(30);

    private static TimeSpan InRange(TimeSpan value, string name)
    {
        // Source-generated JSON code sets zero when the member is missing in the JSON.
        if (value == TimeSpan.Zero) return name == nameof(TrackFor) ? TimeSpan.FromDays(30) : TimeSpan.FromHours(1);
        return value > TimeSpan.Zero && value <= TimeSpan.FromDays(366)
            ? value
            : throw new ArgumentException($"{name} must be more than zero and at most a year; this one is {value}.", name);
    }
}
