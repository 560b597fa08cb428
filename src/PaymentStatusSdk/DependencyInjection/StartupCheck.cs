namespace PaymentStatusSdk.DependencyInjection;

/// <summary>Has no settings: its validation at start is what checks every client.</summary>
internal sealed class StartupCheck;
