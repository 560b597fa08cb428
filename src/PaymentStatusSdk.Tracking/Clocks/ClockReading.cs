using PaymentStatusSdk.Tracking.Stores;

namespace PaymentStatusSdk.Tracking.Clocks;

/// <summary>One reading of all clocks.</summary>
/// <param name="Before">The wall clock of this instance before the store was read.</param>
/// <param name="Took">The duration of the store's answer, by the monotonic clock.</param>
/// <param name="Elapsed">The running time of this process when the answer arrived, by the monotonic clock.</param>
/// <param name="Store">The store's answer.</param>
internal readonly record struct ClockReading(DateTimeOffset Before, TimeSpan Took, TimeSpan Elapsed, StoreTime Store)
{
    /// <summary>The wall clock of this instance when the answer arrived.</summary>
    public DateTimeOffset Own => Before + Took;
}
