using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.Hosting;
using PaymentStatusSdk.Telemetry;

namespace PaymentStatusSdk.Dashboard.Figures;

/// <summary>Counts the checks of this instance from the metrics of tracking, in memory. Thread-safe.</summary>
internal sealed class CheckRecorder : IHostedService, IDisposable
{
    private const string Checks = "payment_status.tracking.checks";
    private const string CheckLag = "payment_status.tracking.check.lag";

    private readonly ConcurrentDictionary<string, CheckHistory> _clients = new(StringComparer.Ordinal);
    private readonly MeterListener _listener = new();
    private readonly TimeProvider _time;

    public CheckRecorder(IMeterFactory meters, TimeProvider time)
    {
        _time = time;
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            // Another host in this process has another factory.
            if (instrument.Meter.Name == PaymentStatusTelemetry.Name && ReferenceEquals(instrument.Meter.Scope, meters)
                && instrument.Name is Checks or CheckLag)
                listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<long>((_, _, tags, _) => Of(tags)?.Add(_time.GetUtcNow(), IsFailure(tags)));
        _listener.SetMeasurementEventCallback<double>(
            (_, seconds, tags, _) => Of(tags)?.AddLag(_time.GetUtcNow(), TimeSpan.FromSeconds(seconds)));
    }

    /// <summary>Returns the intervals of a client up to now, the oldest first.</summary>
    public IReadOnlyList<CheckInterval> Read(string client) =>
        _clients.GetOrAdd(client, static _ => new CheckHistory()).Read(_time.GetUtcNow());

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _listener.Start();
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose() => _listener.Dispose();

    private CheckHistory? Of(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        foreach (var tag in tags)
        {
            if (tag.Key == PaymentStatusTelemetry.ClientTag && tag.Value is string client)
                return _clients.GetOrAdd(client, static _ => new CheckHistory());
        }

        return null;
    }

    private static bool IsFailure(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        foreach (var tag in tags)
        {
            if (tag.Key == PaymentStatusTelemetry.ErrorTag) return true;
        }

        return false;
    }
}
