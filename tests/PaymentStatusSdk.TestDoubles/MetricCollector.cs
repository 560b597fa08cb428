using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace PaymentStatusSdk.TestDoubles;

/// <summary>
/// Collects every measurement of the meters with one name and, if a scope is given, of one container (its <see cref="IMeterFactory"/>).
/// </summary>
public sealed class MetricCollector : IDisposable
{
    private readonly ConcurrentQueue<Measured> _all = new();
    private readonly MeterListener _listener = new();

    public MetricCollector(string meterName, object? scope = null)
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name == meterName && (scope is null || ReferenceEquals(instrument.Meter.Scope, scope)))
                listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Keep(instrument, value, tags));
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Keep(instrument, value, tags));
        _listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => Keep(instrument, value, tags));
        _listener.Start();
    }

    public IReadOnlyCollection<Measured> All => _all;

    public IReadOnlyList<Measured> Of(string instrument) => [.. _all.Where(m => m.Instrument == instrument)];

    /// <summary>Measures the observable instruments.</summary>
    public void Observe() => _listener.RecordObservableInstruments();

    public void Dispose() => _listener.Dispose();

    private void Keep(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags) =>
        _all.Enqueue(new Measured(instrument.Name, instrument.Unit, value, new Dictionary<string, object?>(tags.ToArray()))
        {
            Kind = instrument.GetType().Name,
        });
}
