using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.Extensions.Logging;
using PaymentStatusSdk.Adapters;

namespace PaymentStatusSdk.Telemetry;

/// <summary>Turns what happens at one client into logs, metrics and spans.</summary>
internal sealed class ClientObserver(TransactionStatusClientMetadata gateway, PaymentStatusMetrics metrics, ILogger logger, TimeProvider timeProvider)
    : IExchangeObserver
{
    // A gateway that makes up words must not fill the log or the memory.
    private const int MaxValues = 100;
    private const int LongestAnomaly = 200;

    private readonly ConcurrentDictionary<string, bool> _warned = new(StringComparer.Ordinal);

    public Activity? StartQuery()
    {
        var activity = PaymentStatusTelemetry.Source.StartActivity(PaymentStatusTelemetry.QueryActivity, ActivityKind.Client);
        if (activity is null) return null;
        activity.SetTag(PaymentStatusTelemetry.ProviderTag, gateway.Provider);
        activity.SetTag(PaymentStatusTelemetry.ClientTag, gateway.ClientName);
        return activity;
    }

    /// <summary>Does anybody listen to spans? If not, an exchange is spared their cost.</summary>
    public static bool IsTracing => PaymentStatusTelemetry.Source.HasListeners();

    public Activity? StartExchange(GatewayExchange exchange)
    {
        var links = exchange.CallerSpans().Select(span => new ActivityLink(span));
        var activity = PaymentStatusTelemetry.Source.StartActivity(
            PaymentStatusTelemetry.ExchangeActivity, ActivityKind.Internal, parentContext: default, links: links);
        activity?.SetTag(PaymentStatusTelemetry.ProviderTag, gateway.Provider);
        activity?.SetTag(PaymentStatusTelemetry.ClientTag, gateway.ClientName);
        exchange.Activity = activity;
        return activity;
    }

    public void Answered(TransactionStatusResult result, long started, Activity? activity)
    {
        var outcome = EnumNames<LookupOutcome>.Of(result.Outcome);
        var state = EnumNames<PaymentState>.Of(result.State);
        if (metrics.OperationDuration.Enabled)
        {
            var tags = Tags();
            tags.Add(PaymentStatusTelemetry.OutcomeTag, outcome);
            tags.Add(PaymentStatusTelemetry.StateTag, state);
            metrics.OperationDuration.Record(timeProvider.GetElapsedTime(started).TotalSeconds, tags);
        }

        activity?.SetTag(PaymentStatusTelemetry.OutcomeTag, outcome);
        activity?.SetTag(PaymentStatusTelemetry.StateTag, state);
        if (result.Outcome == LookupOutcome.Mismatch) ClientLog.Mismatch(logger, gateway.ClientName);
        foreach (var anomaly in result.Anomalies)
        {
            if (anomaly.Kind == StatusAnomalyKind.UnrecognizedValue) WarnOfValue(anomaly.Text);
        }

        ClientLog.QueryAnswered(logger, gateway.ClientName, result.Outcome, result.State, result.Finality);
    }

    public void Failed(string errorType, long started, Activity? activity)
    {
        if (metrics.OperationDuration.Enabled)
        {
            var tags = Tags();
            tags.Add(PaymentStatusTelemetry.ErrorTag, errorType);
            metrics.OperationDuration.Record(timeProvider.GetElapsedTime(started).TotalSeconds, tags);
        }

        activity?.SetTag(PaymentStatusTelemetry.ErrorTag, errorType);
        activity?.SetStatus(ActivityStatusCode.Error);
    }

    public void Failed(TransactionStatusException exception, long started, Activity? activity)
    {
        Failed(EnumNames<TransactionStatusErrorKind>.Of(exception.Kind), started, activity);
        ClientLog.QueryFailed(logger, gateway.ClientName, exception.Kind, exception.Message);
    }

    public void Failed(TransactionStatusException failure)
    {
        if (failure.DefectTrace is { } trace) ClientLog.Defect(logger, gateway.ClientName, failure.Message, trace);
    }

    public void Retrying(int attempt, TransactionStatusException failure, TimeSpan pause)
    {
        var tags = Tags();
        tags.Add(PaymentStatusTelemetry.ErrorTag, EnumNames<TransactionStatusErrorKind>.Of(failure.Kind));
        metrics.Retries.Add(1, tags);
        ClientLog.Retrying(logger, gateway.ClientName, attempt, failure.Kind, pause);
    }

    public void CircuitOpened(TimeSpan breakDuration) => ClientLog.CircuitOpened(logger, gateway.ClientName, breakDuration);

    public void CircuitClosed() => ClientLog.CircuitClosed(logger, gateway.ClientName);

    private void WarnOfValue(string text)
    {
        metrics.UnmappedValues.Add(1, Tags());
        if (text.Length > LongestAnomaly) text = text[..LongestAnomaly];
        if (_warned.Count < MaxValues && _warned.TryAdd(text, true)) ClientLog.UnmappedValue(logger, gateway.ClientName, text);
    }

    private TagList Tags() => new()
    {
        { PaymentStatusTelemetry.ProviderTag, gateway.Provider },
        { PaymentStatusTelemetry.ClientTag, gateway.ClientName },
    };
}
