namespace PaymentStatusSdk.Tracking.Stores;

/// <summary>A row that this claimer alone may commit, until its lease ends or somebody else changes it.</summary>
/// <param name="Transaction">The row. With <see cref="TrackedTransaction.CompletedAt"/> it is active when it was woken after its end, or finished when a check after its end is due.</param>
/// <param name="Fence">The fencing number of the claim.</param>
/// <param name="Wakes">How often the row had been woken at the time of the claim.</param>
/// <param name="DueAt">When it became due.</param>
public sealed record ClaimedTransaction(TrackedTransaction Transaction, long Fence, long Wakes, DateTimeOffset DueAt);
