using PaymentStatusSdk.Tracking;

namespace PaymentStatusSdk.Invariants;

/// <summary>A person resolved a row: it is no longer tracked, and a change reports that.</summary>
/// <param name="At">The time.</param>
/// <param name="Row">The row as it is stored afterwards.</param>
/// <param name="Fence">The row's fencing number afterwards.</param>
/// <param name="Change">The change that was added.</param>
public sealed record RowResolved(DateTimeOffset At, TrackedTransaction Row, long Fence, StatusChange Change) : TrackingEvent(At, Row.Id);
