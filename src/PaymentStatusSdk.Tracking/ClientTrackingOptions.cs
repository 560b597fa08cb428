namespace PaymentStatusSdk.Tracking;

/// <summary>Settings for tracking the transactions of one client, where they differ from the adapter's.</summary>
public sealed class ClientTrackingOptions
{
    /// <summary>The schedule of checks.</summary>
    /// <value>The default is null: the adapter's schedule (<see cref="GatewayCapabilities.Tracking"/>).</value>
    public TrackingSchedule? Schedule { get; set; }

    /// <summary>The maximum number of concurrent checks of this client in one instance.</summary>
    /// <value>
    /// The default is null: the number of transactions that the gateway accepts concurrently (exchanges times transactions per exchange),
    /// doubled where an exchange contains several, so that the next exchange fills up while one is in progress. Allowed are 1 to 1,000.
    /// </value>
    public int? MaxConcurrentChecks { get; set; }

    /// <summary>
    /// The maximum duration of one check, including the client's decorators. After that time, the check's token is canceled.
    /// </summary>
    /// <value>
    /// The default is null: the client's <see cref="Adapters.GatewayOptions.TotalTimeout"/> plus twice its
    /// <see cref="Adapters.GatewayOptions.QueueTimeout"/>; 10 minutes for a client without such options. Allowed are 1 second to 1 day.
    /// </value>
    public TimeSpan? CheckTimeout { get; set; }
}
