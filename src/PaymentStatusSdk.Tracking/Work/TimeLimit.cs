namespace PaymentStatusSdk.Tracking;

/// <summary>How long a piece of work may run.</summary>
/// <param name="Time">After this time it is asked to stop.</param>
/// <param name="Slack">This much later it is abandoned.</param>
internal readonly record struct TimeLimit(TimeSpan Time, TimeSpan Slack);
