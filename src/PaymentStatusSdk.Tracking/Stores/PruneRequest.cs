namespace PaymentStatusSdk.Tracking.Stores;

/// <summary>Selects rows and changes to delete.</summary>
/// <param name="CompletedBefore">Deletes rows that ended before this time and have no check that is due later than this time.</param>
/// <param name="DeliveredBefore">Deletes changes that were delivered before this time.</param>
/// <param name="BatchSize">The maximum number of rows, and of changes.</param>
public sealed record PruneRequest(DateTimeOffset CompletedBefore, DateTimeOffset DeliveredBefore, int BatchSize);
