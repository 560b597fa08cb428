namespace PaymentStatusSdk.Tracking.Stores;

/// <summary>Which rows to claim.</summary>
/// <param name="Client">Of which client.</param>
/// <param name="Count">How many at most.</param>
/// <param name="Now">Due at this time.</param>
/// <param name="Until">The end of the lease.</param>
public sealed record LookClaim(string Client, int Count, DateTimeOffset Now, DateTimeOffset Until);
