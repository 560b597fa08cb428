namespace PaymentStatusSdk.Conformance.Tests;

/// <summary>The documented default timeouts and retries of an adapter.</summary>
/// <param name="AttemptTimeout">The timeout of one attempt.</param>
/// <param name="TotalTimeout">The timeout of all attempts.</param>
/// <param name="Retries">The number of attempts after the first.</param>
/// <param name="Delays">The minimum and maximum delay before each retry.</param>
/// <param name="MinDelay">The minimum delay before a retry, regardless of the gateway's Retry-After.</param>
/// <param name="RepeatsTimeouts">Whether a timed-out attempt is repeated.</param>
public sealed record QueryPolicy(
    TimeSpan AttemptTimeout,
    TimeSpan TotalTimeout,
    int Retries,
    IReadOnlyList<(TimeSpan Least, TimeSpan Longest)> Delays,
    TimeSpan MinDelay,
    bool RepeatsTimeouts);
