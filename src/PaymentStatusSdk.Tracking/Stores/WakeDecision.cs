namespace PaymentStatusSdk.Tracking.Stores;

/// <summary>The change that a call makes to a row: active, woken once more, and with these times.</summary>
/// <param name="Id">The row's number.</param>
/// <param name="DueAt">When it is due; of a row that is being checked the end of its lease, as it was.</param>
/// <param name="DeadlineAt">Its deadline.</param>
/// <param name="IsDue">True when it is due at the time of the call, so that workers should be notified.</param>
public readonly record struct WakeDecision(long Id, DateTimeOffset DueAt, DateTimeOffset DeadlineAt, bool IsDue);
