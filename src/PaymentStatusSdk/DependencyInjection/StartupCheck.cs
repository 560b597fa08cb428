namespace PaymentStatusSdk.DependencyInjection;

/// <summary>Options without settings. Their validation at start validates the options of every client.</summary>
internal sealed class StartupCheck;
