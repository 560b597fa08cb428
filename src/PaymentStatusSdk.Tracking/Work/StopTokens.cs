namespace PaymentStatusSdk.Tracking.Work;

/// <summary>The two steps of a host's stop.</summary>
/// <param name="Stopping">The host begins to stop: no new work starts, and running work is canceled.</param>
/// <param name="Leaving">The host's time to stop is over: running work is abandoned, and its lease expires.</param>
internal readonly record struct StopTokens(CancellationToken Stopping, CancellationToken Leaving);
