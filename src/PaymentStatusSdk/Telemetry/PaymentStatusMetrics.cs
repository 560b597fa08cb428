using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace PaymentStatusSdk.Telemetry;

/// <summary>
/// The instruments, one set per container. Tag values are from closed sets only: never references, amounts or a gateway's own values.
/// </summary>
internal sealed class PaymentStatusMetrics
{
    private readonly ConcurrentDictionary<string, Func<Measurement<int>>> _queues = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Func<Measurement<int>>> _circuits = new(StringComparer.Ordinal);

    public PaymentStatusMetrics(IMeterFactory meters)
    {
        var meter = meters.Create(PaymentStatusTelemetry.Name);
        OperationDuration = meter.CreateHistogram(
            PaymentStatusTelemetry.OperationDuration,
            "s",
            "The duration of a query, including the wait for an exchange.",
            advice: new InstrumentAdvice<double>
            {
                HistogramBucketBoundaries = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120],
            });
        Retries = meter.CreateCounter<long>(PaymentStatusTelemetry.Retries, "{attempt}", "The number of attempts that were retried.");
        UnmappedValues = meter.CreateCounter<long>(
            PaymentStatusTelemetry.UnmappedValues, "{value}", "Values of a gateway that this version does not know.");
        Callbacks = meter.CreateCounter<long>(
            PaymentStatusTelemetry.Callbacks, "{message}",
            "Messages that were posted to callback addresses, by gateways or other senders.");
        meter.CreateObservableGauge(
            PaymentStatusTelemetry.QueueLength, () => _queues.Values.Select(measure => measure()), "{query}",
            "Queries that wait for a free exchange.");
        meter.CreateObservableGauge(
            PaymentStatusTelemetry.CircuitOpen, () => _circuits.Values.Select(measure => measure()), "{circuit}",
            "1 while the circuit of a client is open and its queries fail as Unavailable.");
    }

    public Histogram<double> OperationDuration { get; }

    public Counter<long> Retries { get; }

    public Counter<long> UnmappedValues { get; }

    public Counter<long> Callbacks { get; }

    public void ObserveQueue(TransactionStatusClientMetadata metadata, Func<int> length) =>
        _queues[metadata.ClientName] = () => Measure(metadata, length());

    public void ObserveCircuit(TransactionStatusClientMetadata metadata, Func<bool> isOpen) =>
        _circuits[metadata.ClientName] = () => Measure(metadata, isOpen() ? 1 : 0);

    private static Measurement<int> Measure(TransactionStatusClientMetadata metadata, int value) => new(
        value,
        new KeyValuePair<string, object?>(PaymentStatusTelemetry.ProviderTag, metadata.Provider),
        new KeyValuePair<string, object?>(PaymentStatusTelemetry.ClientTag, metadata.ClientName));
}
