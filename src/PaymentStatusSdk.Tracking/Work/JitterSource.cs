namespace PaymentStatusSdk.Tracking.Work;

/// <summary>The random numbers that spread checks, retries and pauses over time. Thread-safe.</summary>
/// <remarks>They are a service, so that a simulation can replace them and repeat a run exactly.</remarks>
internal class JitterSource
{
    /// <summary>Returns the next number, from 0 to 1.</summary>
    public virtual double Next() => Random.Shared.NextDouble();
}
