using PaymentStatusSdk.Tracking.Work;

namespace PaymentStatusSdk.Tracking.Tests.Staging;

/// <summary>Always the same number.</summary>
internal sealed class FixedJitter(double value) : JitterSource
{
    public override double Next() => value;
}
