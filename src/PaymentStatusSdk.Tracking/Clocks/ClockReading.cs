using PaymentStatusSdk.Tracking.Stores;

namespace PaymentStatusSdk.Tracking;

/// <summary>One reading of all clocks.</summary>
/// <param name="Before">The wall clock of this instance before the store was asked.</param>
/// <param name="Took">How long the store took to answer, by the monotonic clock.</param>
/// <param name="Elapsed">How long this process has run when the answer was there, by the monotonic clock.</param>
/// <param name="Store">What the store said.</param>
internal readonly record struct ClockReading(DateTimeOffset Before, TimeSpan Took, TimeSpan Elapsed, StoreTime Store)
{
    /// <summary>The wall clock of this instance when the answer was there.</summary>
    public DateTimeOffset Own => Before + Took;
}
