using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace PaymentStatusSdk.Telemetry;

/// <summary>The instruments, one set a container. Tags are words out of closed sets only: never ids, amounts or a gateway's own words.</summary>
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
            "How long a query took, waiting for an exchange included.",
            advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120] });
        Retries = meter.CreateCounter<long>(PaymentStatusTelemetry.Retries, "{attempt}", "Attempts that were repeated.");
        UnmappedValues = meter.CreateCounter<long>(
            PaymentStatusTelemetry.UnmappedValues, "{word}", "Words of a gateway that this version does not know.");
        Callbacks = meter.CreateCounter<long>(
            PaymentStatusTelemetry.Callbacks, "{message}", "Messages that gateways, or somebody in their name, posted.");
        meter.CreateObservableGauge(
            PaymentStatusTelemetry.QueueLength, () => _queues.Values.Select(measure => measure()), "{question}",
            "Questions that wait for a free exchange.");
        meter.CreateObservableGauge(
            PaymentStatusTelemetry.CircuitOpen, () => _circuits.Values.Select(measure => measure()), "{circuit}",
            "1 while the circuit of a client is open and its queries are refused.");
    }

    public Histogram<double> OperationDuration { get; }

    public Counter<long> Retries { get; }

    public Counter<long> UnmappedValues { get; }

    public Counter<long> Callbacks { get; }

    public void ObserveQueue(TransactionStatusClientMetadata gateway, Func<int> length) => _queues[gateway.ClientName] = () => Measure(gateway, length());

    public void ObserveCircuit(TransactionStatusClientMetadata gateway, Func<bool> isOpen) => _circuits[gateway.ClientName] = () => Measure(gateway, isOpen() ? 1 : 0);

    private static Measurement<int> Measure(TransactionStatusClientMetadata gateway, int value) => new(
        value,
        new KeyValuePair<string, object?>(PaymentStatusTelemetry.ProviderTag, gateway.Provider),
        new KeyValuePair<string, object?>(PaymentStatusTelemetry.ClientTag, gateway.ClientName));
}
