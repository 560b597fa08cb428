using System.Diagnostics.Metrics;

namespace PaymentStatusSdk.Simulation.Instances;

/// <summary>The meters of one process, which end with it: the framework would keep them, and what they refer to.</summary>
internal sealed class MeterSource : IMeterFactory
{
    private readonly List<Meter> _meters = [];

    public Meter Create(MeterOptions options)
    {
        var meter = new Meter(options);
        _meters.Add(meter);
        return meter;
    }

    public void Dispose() => _meters.ForEach(meter => meter.Dispose());
}
