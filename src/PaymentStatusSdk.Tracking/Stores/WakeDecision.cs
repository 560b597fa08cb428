namespace PaymentStatusSdk.Tracking.Stores;

/// <summary>The effect of a call on a row: the row is active, its count of wakes rises by one, and it has these times.</summary>
/// <param name="Id">The row's number.</param>
/// <param name="DueAt">When the row is due; for a row with a running check, the unchanged end of its lease.</param>
/// <param name="DeadlineAt">The row's deadline.</param>
/// <param name="IsDue">Whether the row is due at the time of the call, so that workers should be notified.</param>
public readonly record struct WakeDecision(long Id, DateTimeOffset DueAt, DateTimeOffset DeadlineAt, bool IsDue);
