namespace PaymentStatusSdk.Tracking.Stores;

/// <summary>Selects rows to claim.</summary>
/// <param name="ClientName">The client whose rows are claimed.</param>
/// <param name="Count">The maximum number of rows.</param>
/// <param name="Now">The current time: rows that are due at this time are claimed.</param>
/// <param name="Until">The end of the lease.</param>
public sealed record CheckClaim(string ClientName, int Count, DateTimeOffset Now, DateTimeOffset Until);
