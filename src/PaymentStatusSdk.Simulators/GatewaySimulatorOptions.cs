using PaymentStatusSdk.Simulators.Hosting;

namespace PaymentStatusSdk.Simulators;

/// <summary>The options of all simulators. They are read once, when a simulator starts.</summary>
public abstract class GatewaySimulatorOptions
{
    private protected GatewaySimulatorOptions()
    {
    }

    /// <summary>The loopback port to listen on.</summary>
    /// <value>Default 0: a free port, see <see cref="GatewaySimulator.Endpoint"/>. 0 to 65535.</value>
    public int Port { get; set; }

    /// <summary>The clock of delays, locks, quotas and redelivery, and of the times that are recorded.</summary>
    /// <value>Default <see cref="TimeProvider.System"/>.</value>
    public TimeProvider TimeProvider { get; set; } = TimeProvider.System;

    /// <summary>The maximum number of recorded requests (and notification deliveries); the latest are kept.</summary>
    /// <value>Default 1000; 0 disables recording, which also makes answers cheaper. 0 to 1,000,000.</value>
    public int RecordingLimit { get; set; } = 1000;

    /// <summary>The maximum length of a request body in bytes; a longer body gets 413.</summary>
    /// <value>Default 256 KiB; 1 KiB to 16 MiB.</value>
    public int MaxRequestBodyBytes { get; set; } = 256 * 1024;

    /// <summary>The certificates for https.</summary>
    /// <value>Default null: plain http. The caller owns the certificates and disposes of them after the simulator.</value>
    public SimulatorCertificates? Certificates { get; set; }

    /// <summary>The URL to which notifications are POSTed. It can be changed later with
    /// <see cref="GatewaySimulator.NotificationUrl"/>.</summary>
    /// <value>Default null: no notifications are sent. An absolute http or https URL.</value>
    public Uri? NotificationUrl { get; set; }

    /// <summary>The maximum duration of one delivery of a notification, including its answer.</summary>
    /// <value>Default 30 seconds, on <see cref="TimeProvider"/>; more than zero and at most 30 days. (PROTOCOL.md of the PPRO adapter,
    /// notifications: documented for a sister product.)</value>
    public TimeSpan NotificationTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>The authority whose certificates are accepted from a merchant's endpoint, in addition to the certificates that the machine
    /// trusts.</summary>
    internal virtual SimulatorCertificates? TrustedByNotifier => Certificates;

    /// <summary>Throws when options are out of range; the message has the ranges of all of them.</summary>
    internal void Validate()
    {
        var errors = new SimulatorOptionErrors();
        AddErrors(errors);
        errors.ThrowIfAny();
    }

    /// <summary>Adds an error for each option that is out of range.</summary>
    internal virtual void AddErrors(SimulatorOptionErrors errors)
    {
        errors.Require(TimeProvider is not null, nameof(TimeProvider), "a clock");
        errors.Require(Port is >= 0 and <= 65535, nameof(Port), "0 (a free port) to 65535");
        errors.Require(RecordingLimit is >= 0 and <= 1_000_000, nameof(RecordingLimit), "0 to 1,000,000");
        errors.Require(MaxRequestBodyBytes is >= 1024 and <= 16 * 1024 * 1024, nameof(MaxRequestBodyBytes), "1 KiB to 16 MiB");
        errors.RequireWait(nameof(NotificationTimeout), NotificationTimeout, allowsZero: false);
    }
}
