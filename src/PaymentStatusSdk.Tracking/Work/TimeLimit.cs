namespace PaymentStatusSdk.Tracking.Work;

/// <summary>The time limit of a work item.</summary>
/// <param name="Time">The time after which the work is canceled.</param>
/// <param name="Slack">The time from the cancellation until the work is abandoned.</param>
internal readonly record struct TimeLimit(TimeSpan Time, TimeSpan Slack);
