namespace PaymentStatusSdk.Tracking.Stores;

/// <summary>Which changes to claim.</summary>
/// <param name="Count">How many at most.</param>
/// <param name="Now">Due at this time.</param>
/// <param name="Until">The end of the lease.</param>
public sealed record ChangeClaim(int Count, DateTimeOffset Now, DateTimeOffset Until);
