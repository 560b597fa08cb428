namespace PaymentStatusSdk.Benchmarks.League.Contestants;

/// <summary>Wolverine's message.</summary>
public sealed record CheckPayment(int Payment);
