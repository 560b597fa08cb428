namespace PaymentStatusSdk.Tracking;

/// <summary>How transactions are tracked. Read once, when the host starts.</summary>
public sealed class TrackingOptions
{
    /// <summary>Whether this instance checks and delivers. False for a host that only tracks transactions and receives gateways' notifications.</summary>
    /// <value>Default true.</value>
    public bool RunWorker { get; set; } = true;

    /// <summary>Settings of single clients, by registered name.</summary>
    /// <value>Default empty.</value>
    public IDictionary<string, ClientTrackingOptions> Clients { get; } = new Dictionary<string, ClientTrackingOptions>(StringComparer.Ordinal);

    /// <summary>How long to wait when nothing is due, unless the store says sooner that there is work.</summary>
    /// <value>Default 1 second; 10 milliseconds to 1 minute.</value>
    public TimeSpan PollInterval { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>The minimum time between two checks of one transaction that gateways' notifications cause. A notification within it is not lost: the check is made at its end.</summary>
    /// <remarks>It holds across instances. After a check that was running when a notification or a call of <see cref="ITransactionTracker.CheckNowAsync"/> came, the next one waits as long.</remarks>
    /// <value>The default is 5 seconds; allowed are 0 to 10 minutes. With 0 every notification causes a check at once.</value>
    public TimeSpan NotificationInterval { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How long others leave alone what an instance has claimed. It is renewed while the instance lives; after a crash others take over then.</summary>
    /// <value>Default 1 minute; 1 second to 1 hour.</value>
    public TimeSpan Lease { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>How many changes an instance delivers at once.</summary>
    /// <value>Default 16; 1 to 1,000.</value>
    public int MaxConcurrentDeliveries { get; set; } = 16;

    /// <summary>How long one handler may take for one change; creating and disposing of it are included. Then its token fires.</summary>
    /// <value>Default 30 seconds; 1 second to 10 minutes.</value>
    public TimeSpan HandlerTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How much longer a handler or a check may go on after its token fired. Then it is abandoned: it counts as failed, and what comes of it is dropped.</summary>
    /// <value>Default 5 seconds; zero to 10 minutes.</value>
    public TimeSpan OverrunSlack { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>The waits between tries to deliver a change; the last one repeats.</summary>
    /// <value>Default 1, 5 and 30 seconds, 2, 10 and 60 minutes, with jitter.</value>
    public PollingSchedule DeliveryRetries { get; set; } = new(
        TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(2), TimeSpan.FromMinutes(10), TimeSpan.FromHours(1))
    {
        Jitter = 0.2,
    };

    /// <summary>After how many tries a change is parked.</summary>
    /// <value>Default 12, which is some 6 hours; 1 to 1,000.</value>
    public int MaxDeliveryTries { get; set; } = 12;

    /// <summary>How long completed transactions are retained. Within this period a refund or chargeback that the gateway reports reopens them.</summary>
    /// <value>Default 180 days; 1 hour to 10 years, and not shorter than the settled part of any client's schedule (<see cref="TrackingSchedule.Settled"/>).</value>
    public TimeSpan CompletedRetention { get; set; } = TimeSpan.FromDays(180);

    /// <summary>How long changes are kept after they were delivered, at most as long as their transaction.</summary>
    /// <value>Default 30 days; 1 hour to 10 years.</value>
    public TimeSpan DeliveredRetention { get; set; } = TimeSpan.FromDays(30);

    /// <summary>How often old rows are deleted and the metrics of the store are read.</summary>
    /// <value>Default 1 minute; 1 second to 1 day.</value>
    public TimeSpan MaintenanceInterval { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>From which lag on the health check is not healthy: how long something due has been waiting.</summary>
    /// <value>Default 5 minutes; 1 second to 1 day.</value>
    public TimeSpan MaxLag { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>The maximum difference between the clock of an instance and that of the store. Above it the instance checks, delivers and deletes nothing, and is unhealthy.</summary>
    /// <value>The default is 30 seconds; allowed are 1 second to 10 minutes.</value>
    public TimeSpan MaxClockDifference { get; set; } = TimeSpan.FromSeconds(30);

    internal TrackingSchedule ScheduleOf(TransactionStatusClientMetadata gateway) =>
        (Clients.TryGetValue(gateway.ClientName, out var own) ? own.Schedule : null) ?? gateway.Capabilities.Tracking;
}
