using PaymentStatusSdk.Simulation.Loop;
using PaymentStatusSdk.Tracking.Work;

namespace PaymentStatusSdk.Simulation.Instances;

/// <summary>The jitter of one process, from the seed.</summary>
internal sealed class SeededJitter(SeededRandom random) : JitterSource
{
    public override double Next() => random.NextDouble();
}
