namespace PaymentStatusSdk.Adapters;

/// <summary>The options in force for one client. Read <see cref="Current"/> once an exchange and keep what it gave.</summary>
/// <remarks>Thread-safe.</remarks>
/// <typeparam name="TOptions">The adapter's options.</typeparam>
public interface IGatewayOptionsSource<out TOptions>
    where TOptions : GatewayOptions
{
    /// <summary>The last options that validated. A different instance after each change; one instance never changes.</summary>
    TOptions Current { get; }

    /// <summary>Why the last change was refused; null when it was not.</summary>
    string? ReloadError { get; }
}
