namespace PaymentStatusSdk.Tracking;

/// <summary>How transactions of one client are tracked, where it differs from what its adapter says.</summary>
public sealed class ClientTrackingOptions
{
    /// <summary>When to check.</summary>
    /// <value>Default null: the adapter's own (<see cref="GatewayCapabilities.Tracking"/>).</value>
    public TrackingSchedule? Schedule { get; set; }

    /// <summary>How many checks of this client an instance runs at once.</summary>
    /// <value>
    /// Default null: what the gateway takes at once (exchanges times targets), twice that where an exchange takes several, so that the next one
    /// fills up while one is under way. 1 to 1,000.
    /// </value>
    public int? MaxConcurrentChecks { get; set; }

    /// <summary>How long one check may take, the client's decorators included. Then its token fires.</summary>
    /// <value>
    /// Default null: the client's <see cref="Adapters.GatewayOptions.TotalTimeout"/> and twice its <see cref="Adapters.GatewayOptions.QueueTimeout"/>;
    /// 10 minutes for a client without such options. 1 second to 1 day.
    /// </value>
    public TimeSpan? CheckTimeout { get; set; }
}
