using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace PaymentStatusSdk.Conformance.Tests;

/// <summary>Listens to every activity source and every meter of the process, those of the HTTP stack included.</summary>
public sealed class TelemetryRecorder : IDisposable
{
    private readonly ActivityListener _activities;
    private readonly MeterListener _meters = new();

    public TelemetryRecorder()
    {
        _activities = new ActivityListener
        {
            ShouldListenTo = _ => true,
            Sample = (ref _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = Activities.Enqueue,
        };
        ActivitySource.AddActivityListener(_activities);
        _meters.InstrumentPublished = (instrument, listener) => listener.EnableMeasurementEvents(instrument);
        _meters.SetMeasurementEventCallback<int>((i, value, tags, _) => Add(i, value, tags));
        _meters.SetMeasurementEventCallback<long>((i, value, tags, _) => Add(i, value, tags));
        _meters.SetMeasurementEventCallback<double>((i, value, tags, _) => Add(i, value, tags));
        _meters.Start();
    }

    public ConcurrentQueue<Activity> Activities { get; } = new();

    public ConcurrentQueue<RecordedMeasurement> Measurements { get; } = new();

    public IEnumerable<RecordedMeasurement> Of(string client, string? instrument = null) => Measurements.Where(measurement =>
        (instrument is null || measurement.Instrument == instrument)
        && measurement.Tags.GetValueOrDefault("payment_status.client") == client);

    public void Observe() => _meters.RecordObservableInstruments();

    public void Dispose()
    {
        _activities.Dispose();
        _meters.Dispose();
    }

    /// <summary>Everything that an exporter could export, as text.</summary>
    public IEnumerable<string> Texts()
    {
        foreach (var activity in Activities)
        {
            yield return $"{activity.OperationName} {activity.DisplayName} {activity.StatusDescription} {activity.TraceStateString}";
            foreach (var tag in activity.TagObjects) yield return $"{activity.OperationName}: {tag.Key}={tag.Value}";
            foreach (var item in activity.Baggage) yield return $"{activity.OperationName}: baggage {item.Key}={item.Value}";
            foreach (var link in activity.Links)
                foreach (var tag in link.Tags ?? []) yield return $"{activity.OperationName}: link {tag.Key}={tag.Value}";
            foreach (var happening in activity.Events)
            {
                yield return $"{activity.OperationName}: event {happening.Name}";
                foreach (var tag in happening.Tags) yield return $"{activity.OperationName}: event {tag.Key}={tag.Value}";
            }
        }

        foreach (var measurement in Measurements)
            foreach (var tag in measurement.Tags) yield return $"{measurement.Instrument}: {tag.Key}={tag.Value}";
    }

    private void Add(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var texts = new Dictionary<string, string?>(StringComparer.Ordinal);
        foreach (var (key, tag) in tags) texts[key] = tag?.ToString();
        Measurements.Enqueue(new RecordedMeasurement(instrument.Name, value, texts));
    }
}
