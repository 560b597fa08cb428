namespace PaymentStatusSdk.Tracking.Stores;

/// <summary>The rows to delete.</summary>
/// <param name="CompletedBefore">Rows that ended before this time, and have no check that is due later than this.</param>
/// <param name="DeliveredBefore">Changes that were delivered before this time.</param>
/// <param name="BatchSize">How many of each at most.</param>
public sealed record PruneCall(DateTimeOffset CompletedBefore, DateTimeOffset DeliveredBefore, int BatchSize);
