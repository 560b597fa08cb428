using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using PaymentStatusSdk.Telemetry;

namespace PaymentStatusSdk.Tests.Telemetry;

public sealed class InstrumentTests
{
    [Fact]
    public void Instruments_have_their_documented_names_units_and_descriptions()
    {
        using var services = new ServiceCollection().AddMetrics().BuildServiceProvider();
        var factory = services.GetRequiredService<IMeterFactory>();
        var published = new List<string>();
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, _) =>
        {
            if (ReferenceEquals(instrument.Meter.Scope, factory))
                published.Add($"{instrument.Meter.Name} {instrument.Name} {instrument.Unit} {instrument.Description}");
        };
        listener.Start();

        _ = new PaymentStatusMetrics(factory);

        Assert.Equal(
            [
                "PaymentStatusSdk payment_status.callbacks {message} Messages that were posted to callback addresses, by gateways or other "
                + "senders.",
                "PaymentStatusSdk payment_status.client.circuit.open {circuit} 1 while the circuit of a client is open and its queries "
                + "fail as Unavailable.",
                "PaymentStatusSdk payment_status.client.operation.duration s The duration of a query, including the wait for an exchange.",
                "PaymentStatusSdk payment_status.client.queue.length {query} Queries that wait for a free exchange.",
                "PaymentStatusSdk payment_status.client.retries {attempt} The number of attempts that were retried.",
                "PaymentStatusSdk payment_status.client.unmapped_values {value} Values of a gateway that this version does not know.",
            ],
            published.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Duration_has_buckets_from_five_milliseconds_to_two_minutes()
    {
        using var services = new ServiceCollection().AddMetrics().BuildServiceProvider();

        var metrics = new PaymentStatusMetrics(services.GetRequiredService<IMeterFactory>());

        Assert.Equal(
            [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120],
            metrics.OperationDuration.Advice!.HistogramBucketBoundaries!);
    }
}
