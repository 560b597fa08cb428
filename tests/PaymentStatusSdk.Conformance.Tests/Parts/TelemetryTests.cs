using PaymentStatusSdk.Simulators.Faults;
using PaymentStatusSdk.Telemetry;

namespace PaymentStatusSdk.Conformance.Tests;

/// <summary>Tag values are a fixed set: never text of a gateway, a merchant or a customer.</summary>
public abstract class TelemetryTests<TFixture> : ConformancePart<TFixture>
    where TFixture : GatewayFixture, new()
{
    private readonly TelemetryRecorder _telemetry = new();

    [Fact]
    public async Task Every_tag_value_is_one_of_the_fixed_set()
    {
        await StartPlainAsync();
        await QueryEverythingAsync();

        _telemetry.Observe();
        var measurements = _telemetry.Of(Gateway.Name).ToArray();
        Assert.Equal(
            [
                PaymentStatusTelemetry.CircuitOpen, PaymentStatusTelemetry.OperationDuration, PaymentStatusTelemetry.QueueLength,
                PaymentStatusTelemetry.UnmappedValues,
            ],
            measurements.Select(measurement => measurement.Instrument).Distinct().Order(StringComparer.Ordinal));
        foreach (var (key, value) in measurements.SelectMany(measurement => measurement.Tags)) AssertTag(key, value);
        foreach (var activity in Activities())
            foreach (var (key, value) in activity.TagObjects) AssertTag(key, value?.ToString());
    }

    [Fact]
    public async Task Every_query_is_one_span_and_one_measurement()
    {
        await StartPlainAsync();

        var queries = await QueryEverythingAsync();

        var spans = Activities().Where(activity => activity.OperationName == PaymentStatusTelemetry.QueryActivity).ToArray();
        Assert.Equal(queries, spans.Length);
        Assert.All(spans, span => Assert.Equal(System.Diagnostics.ActivityKind.Client, span.Kind));
        Assert.All(spans, span => Assert.Empty(span.Events));
        Assert.Equal(queries, _telemetry.Of(Gateway.Name, PaymentStatusTelemetry.OperationDuration).Count());
    }

    [Fact]
    public async Task Failure_marks_the_span()
    {
        await StartPlainAsync();
        Faults.Next(SimulatedFault.Status(500));
        await FailAsync();

        var span = Activities().Single(activity => activity.OperationName == PaymentStatusTelemetry.QueryActivity);

        Assert.Equal(System.Diagnostics.ActivityStatusCode.Error, span.Status);
        Assert.Equal(nameof(TransactionStatusErrorKind.Unavailable), span.GetTagItem(PaymentStatusTelemetry.ErrorTag));
    }

    [Fact]
    public async Task Gateway_gets_no_trace_headers()
    {
        using var source = new System.Diagnostics.ActivitySource("conformance");
        await StartPlainAsync();
        using (source.StartActivity("caller")?.AddBaggage("user", "customer")) await QueryAsync();

        Assert.All(Gateway.Simulator.Received, request => Assert.DoesNotContain(
            request.Headers.Keys, name => name is "traceparent" or "tracestate" or "baggage" or "Request-Id" or "Correlation-Context"));
    }

    protected override async ValueTask DisposeAsyncCore()
    {
        _telemetry.Dispose();
        await base.DisposeAsyncCore();
    }

    private async Task<int> QueryEverythingAsync()
    {
        var queries = 0;
        foreach (var value in Gateway.DocumentedValues.Concat(Gateway.NewValues))
        {
            Gateway.Put(value);
            await QueryAsync();
            queries++;
        }

        foreach (var fault in Gateway.Faults)
        {
            await ((Task)MeetAsync(fault)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            queries++;
        }

        using var caller = new CancellationTokenSource();
        await caller.CancelAsync();
        await ((Task)Gateway.Client.GetStatusAsync(Gateway.Query, caller.Token)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return queries + 1;
    }

    private System.Diagnostics.Activity[] Activities() => [.. _telemetry.Activities.Where(activity =>
        activity.Source.Name == PaymentStatusTelemetry.Name
        && (string?)activity.GetTagItem(PaymentStatusTelemetry.ClientTag) == Gateway.Name)];

    private void AssertTag(string key, string? value)
    {
        switch (key)
        {
            case PaymentStatusTelemetry.ProviderTag: Assert.Equal(Gateway.Provider, value); break;
            case PaymentStatusTelemetry.ClientTag: Assert.Equal(Gateway.Name, value); break;
            case PaymentStatusTelemetry.OutcomeTag: Assert.Contains(value, Enum.GetNames<LookupOutcome>()); break;
            case PaymentStatusTelemetry.StateTag: Assert.Contains(value, Enum.GetNames<PaymentState>()); break;
            case PaymentStatusTelemetry.ErrorTag:
                Assert.Contains(value, Enum.GetNames<TransactionStatusErrorKind>().Append("canceled"));
                break;
            default: Assert.Fail($"'{key}' is no tag of the vocabulary."); break;
        }
    }
}
