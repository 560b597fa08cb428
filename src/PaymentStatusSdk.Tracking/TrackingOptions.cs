namespace PaymentStatusSdk.Tracking;

/// <summary>The options of tracking. They are read once, when the host starts.</summary>
public sealed class TrackingOptions
{
    /// <summary>
    /// Whether this instance checks and delivers. False for a host that only tracks transactions and receives notifications.
    /// </summary>
    /// <value>The default is true.</value>
    public bool RunWorker { get; set; } = true;

    /// <summary>Settings of individual clients, by registered name.</summary>
    /// <value>The default is empty.</value>
    public IDictionary<string, ClientTrackingOptions> Clients { get; } =
        new Dictionary<string, ClientTrackingOptions>(StringComparer.Ordinal);

    /// <summary>The pause when nothing is due, unless the store signals earlier that there is work.</summary>
    /// <value>The default is 1 second; allowed are 10 milliseconds to 1 minute.</value>
    public TimeSpan PollInterval { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>
    /// The minimum time between two checks of one transaction that notifications cause. A notification within this time is not lost: the
    /// check is made at its end.
    /// </summary>
    /// <remarks>
    /// It applies across instances. If a notification arrives, or <see cref="ITransactionTracker.CheckNowAsync"/> is called, while a check
    /// is running, the next check waits as long.
    /// </remarks>
    /// <value>The default is 5 seconds; allowed are 0 to 10 minutes. With 0 every notification causes a check at once.</value>
    public TimeSpan NotificationInterval { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// How long a claim excludes other instances. The lease is renewed while the instance is running; after a crash, other instances take
    /// over when it expires.
    /// </summary>
    /// <value>The default is 1 minute; allowed are 1 second to 1 hour.</value>
    public TimeSpan Lease { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>The maximum number of concurrent deliveries of an instance.</summary>
    /// <value>The default is 16; allowed are 1 to 1,000.</value>
    public int MaxConcurrentDeliveries { get; set; } = 16;

    /// <summary>
    /// The maximum duration of one handler for one change, including its creation and disposal. After that time, the handler's token is
    /// canceled.
    /// </summary>
    /// <value>The default is 30 seconds; allowed are 1 second to 10 minutes.</value>
    public TimeSpan HandlerTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// How long a handler or a check may continue after its token was canceled. After that time it is abandoned: it counts as failed, and
    /// its result is dropped.
    /// </summary>
    /// <value>The default is 5 seconds; allowed are 0 to 10 minutes.</value>
    public TimeSpan OverrunSlack { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>The pauses between the tries of a delivery; the last one repeats.</summary>
    /// <value>The default is 1, 5 and 30 seconds, then 2, 10 and 60 minutes, with jitter.</value>
    public PollingSchedule DeliveryRetries { get; set; } = new(
        TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(2), TimeSpan.FromMinutes(10),
        TimeSpan.FromHours(1))
    {
        Jitter = 0.2,
    };

    /// <summary>The number of tries after which a change is parked.</summary>
    /// <value>The default is 12, which takes about 6 hours; allowed are 1 to 1,000.</value>
    public int MaxDeliveryTries { get; set; } = 12;

    /// <summary>How long ended transactions are retained. Within this period, a refund or chargeback notification reopens them.</summary>
    /// <value>
    /// The default is 180 days; allowed are 1 hour to 10 years, and not less than the settled part of any client's schedule
    /// (<see cref="TrackingSchedule.Settled"/>).
    /// </value>
    public TimeSpan CompletedRetention { get; set; } = TimeSpan.FromDays(180);

    /// <summary>How long delivered changes are retained, at most as long as their transaction.</summary>
    /// <value>The default is 30 days; allowed are 1 hour to 10 years.</value>
    public TimeSpan DeliveredRetention { get; set; } = TimeSpan.FromDays(30);

    /// <summary>
    /// How often old rows are deleted and the store's figures are read for metrics. One deletion ends after about a minute; the next one
    /// continues.
    /// </summary>
    /// <value>The default is 1 minute; allowed are 1 second to 1 day.</value>
    public TimeSpan MaintenanceInterval { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>The lag above which the health check is not healthy: the waiting time of the longest due work.</summary>
    /// <value>The default is 5 minutes; allowed are 1 second to 1 day.</value>
    public TimeSpan MaxLag { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>
    /// The maximum difference between the clock of an instance and the store's clock. Above it, the instance checks, delivers and deletes
    /// nothing, and is unhealthy.
    /// </summary>
    /// <value>The default is 30 seconds; allowed are 1 second to 10 minutes.</value>
    public TimeSpan MaxClockDifference { get; set; } = TimeSpan.FromSeconds(30);

    internal TrackingSchedule ScheduleOf(TransactionStatusClientMetadata gateway) =>
        (Clients.TryGetValue(gateway.ClientName, out var own) ? own.Schedule : null) ?? gateway.Capabilities.Tracking;
}
