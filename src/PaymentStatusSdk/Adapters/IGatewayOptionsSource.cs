namespace PaymentStatusSdk.Adapters;

/// <summary>The current options of one client. Read <see cref="Current"/> once per exchange and keep the instance.</summary>
/// <remarks>Thread-safe.</remarks>
/// <typeparam name="TOptions">The adapter's options.</typeparam>
public interface IGatewayOptionsSource<out TOptions>
    where TOptions : GatewayOptions
{
    /// <summary>The last valid options. Each change creates another instance; one instance never changes.</summary>
    TOptions Current { get; }

    /// <summary>Why the last change was rejected, one error in each line; null when it was accepted.</summary>
    string? ReloadError { get; }
}
