using System.Diagnostics.Metrics;

namespace PaymentStatusSdk.Benchmarks.Compare;

/// <summary>Counts what every HttpClient of this process sends, by the platform's own metric: no client needs to help.</summary>
internal sealed class SentRequests : IDisposable
{
    private readonly MeterListener _listener = new();
    private long _count;

    public SentRequests()
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument is { Meter.Name: "System.Net.Http", Name: "http.client.request.duration" })
                listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<double>((_, _, _, _) => Interlocked.Increment(ref _count));
        _listener.Start();
    }

    public long Count => Interlocked.Read(ref _count);

    public void Dispose() => _listener.Dispose();
}
