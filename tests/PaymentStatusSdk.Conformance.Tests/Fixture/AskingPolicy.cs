namespace PaymentStatusSdk.Conformance.Tests;

/// <summary>The documented defaults of an adapter: how long it waits and how it repeats.</summary>
/// <param name="AttemptTimeout">Time of one attempt.</param>
/// <param name="TotalTimeout">Time of all.</param>
/// <param name="Retries">Attempts after the first.</param>
/// <param name="Pauses">The least and the longest pause before each repeat.</param>
/// <param name="LeastPause">No repeat comes earlier, whatever the gateway says.</param>
/// <param name="RepeatsTimeouts">Whether an attempt that took too long is repeated.</param>
public sealed record AskingPolicy(
    TimeSpan AttemptTimeout,
    TimeSpan TotalTimeout,
    int Retries,
    IReadOnlyList<(TimeSpan Least, TimeSpan Longest)> Pauses,
    TimeSpan LeastPause,
    bool RepeatsTimeouts);
