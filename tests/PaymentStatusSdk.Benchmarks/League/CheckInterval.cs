namespace PaymentStatusSdk.Benchmarks.League;

/// <summary>The time between two checks of a payment.</summary>
public sealed record CheckInterval(TimeSpan Value);
