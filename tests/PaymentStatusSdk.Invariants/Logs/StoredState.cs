using PaymentStatusSdk.Tracking;

namespace PaymentStatusSdk.Invariants.Logs;

/// <summary>A row and its changes, as the store has them at the end of a run.</summary>
/// <param name="Row">The row.</param>
/// <param name="Changes">Its changes.</param>
public sealed record StoredState(TrackedTransaction Row, IReadOnlyList<StatusChangeDelivery> Changes);
