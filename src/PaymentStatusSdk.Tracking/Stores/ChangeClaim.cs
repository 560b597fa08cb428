namespace PaymentStatusSdk.Tracking.Stores;

/// <summary>Selects changes to claim.</summary>
/// <param name="Count">The maximum number of changes.</param>
/// <param name="Now">The current time: changes that are due at this time are claimed.</param>
/// <param name="Until">The end of the lease.</param>
public sealed record ChangeClaim(int Count, DateTimeOffset Now, DateTimeOffset Until);
