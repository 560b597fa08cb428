namespace PaymentStatusSdk.Testing;

/// <summary>What all simulators have in common. Read once, when a simulator starts.</summary>
public abstract class GatewaySimulatorOptions
{
    private protected GatewaySimulatorOptions()
    {
    }

    /// <summary>The loopback port to listen on.</summary>
    /// <value>Default 0: a free one, see <see cref="GatewaySimulator.Endpoint"/>. 0 to 65535.</value>
    public int Port { get; set; }

    /// <summary>The clock of delays, locks, quotas and redelivery, and of the times that are recorded.</summary>
    /// <value>Default <see cref="TimeProvider.System"/>.</value>
    public TimeProvider TimeProvider { get; set; } = TimeProvider.System;

    /// <summary>How many requests (and notification deliveries) are kept, the latest ones.</summary>
    /// <value>Default 1000; 0 switches recording off, which also makes answers cheaper. 0 to 1,000,000.</value>
    public int RecordingLimit { get; set; } = 1000;

    /// <summary>The longest request body that is read; a longer one is answered with 413.</summary>
    /// <value>Default 256 KiB; 1 KiB to 16 MiB.</value>
    public int MaxRequestBodyBytes { get; set; } = 256 * 1024;

    /// <summary>Certificates to speak https with.</summary>
    /// <value>Default null: plain http. The caller keeps them and disposes of them after the simulator.</value>
    public SimulatorCertificates? Certificates { get; set; }

    /// <summary>Where notifications are POSTed. Can be changed later: <see cref="GatewaySimulator.NotificationUrl"/>.</summary>
    /// <value>Default null: none are sent. Absolute, http or https.</value>
    public Uri? NotificationUrl { get; set; }

    /// <summary>How long one delivery of a notification may take until its answer is read.</summary>
    /// <value>Default 30 seconds, on <see cref="TimeProvider"/>. (Protocol notes of PPRO, notifications: stated for a sister product.)</value>
    public TimeSpan NotificationTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>The authority whose certificates are accepted from a merchant's endpoint, besides those that the machine trusts.</summary>
    internal virtual SimulatorCertificates? TrustedByNotifier => Certificates;

    internal virtual void Validate()
    {
        ArgumentNullException.ThrowIfNull(TimeProvider);
        if (Port is < 0 or > 65535) throw Wrong(nameof(Port), "0 (a free port) to 65535");
        if (RecordingLimit is < 0 or > 1_000_000) throw Wrong(nameof(RecordingLimit), "0 to 1,000,000");
        if (MaxRequestBodyBytes is < 1024 or > 16 * 1024 * 1024) throw Wrong(nameof(MaxRequestBodyBytes), "1 KiB to 16 MiB");
        if (NotificationTimeout <= TimeSpan.Zero) throw Wrong(nameof(NotificationTimeout), "more than zero");
    }

    private protected static ArgumentException Wrong(string option, string range) =>
        new($"The simulator option {option} must be {range}.", option);
}
