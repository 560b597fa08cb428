namespace PaymentStatusSdk.Tracking.Stores;

/// <summary>Which rows to claim.</summary>
/// <param name="ClientName">Of which client.</param>
/// <param name="Count">How many at most.</param>
/// <param name="Now">Due at this time.</param>
/// <param name="Until">The end of the lease.</param>
public sealed record CheckClaim(string ClientName, int Count, DateTimeOffset Now, DateTimeOffset Until);
