namespace PaymentStatusSdk.Tracking;

/// <summary>The two steps in which a host stops.</summary>
/// <param name="Stopping">The host begins to stop: nothing new is begun, and what runs is asked to end.</param>
/// <param name="Leaving">The host's time to stop is over: what still runs is left alone, and its lease runs out.</param>
internal readonly record struct StopTokens(CancellationToken Stopping, CancellationToken Leaving);
