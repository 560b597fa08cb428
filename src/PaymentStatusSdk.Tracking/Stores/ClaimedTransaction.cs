namespace PaymentStatusSdk.Tracking.Stores;

/// <summary>A row that only its claimer may commit, until the lease ends or another writer changes the row.</summary>
/// <param name="Transaction">
/// The row. If <see cref="TrackedTransaction.CompletedAt"/> is set, the row is active when it was woken after its completion, or completed
/// when a check after its completion is due.
/// </param>
/// <param name="Fence">The fencing number of the claim.</param>
/// <param name="Wakes">The row's count of wakes at the time of the claim.</param>
/// <param name="DueAt">When the row became due.</param>
public sealed record ClaimedTransaction(TrackedTransaction Transaction, long Fence, long Wakes, DateTimeOffset DueAt);
