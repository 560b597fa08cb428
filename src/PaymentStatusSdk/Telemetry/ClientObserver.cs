using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.Extensions.Logging;
using PaymentStatusSdk.Adapters;
using PaymentStatusSdk.Exchange;

namespace PaymentStatusSdk.Telemetry;

/// <summary>Reports the operations of one client as logs, metrics and spans.</summary>
internal sealed class ClientObserver(
    TransactionStatusClientMetadata metadata, PaymentStatusMetrics metrics, ILogger logger, TimeProvider timeProvider)
    : IExchangeObserver
{
    // A gateway that sends ever new values must not fill the log or the memory.
    private const int MaxValues = 100;
    private const int MaxAnomalyLength = 200;

    private readonly ConcurrentDictionary<string, bool> _warned = new(StringComparer.Ordinal);

    public Activity? StartQuery()
    {
        var activity = PaymentStatusTelemetry.Source.StartActivity(PaymentStatusTelemetry.QueryActivity, ActivityKind.Client);
        if (activity is null) return null;
        activity.SetTag(PaymentStatusTelemetry.ProviderTag, metadata.Provider);
        activity.SetTag(PaymentStatusTelemetry.ClientTag, metadata.ClientName);
        return activity;
    }

    /// <summary>Whether a listener records spans. If not, an exchange avoids their cost.</summary>
    public static bool IsTracing => PaymentStatusTelemetry.Source.HasListeners();

    public Activity? StartExchange(GatewayExchange exchange)
    {
        var links = exchange.CallerSpans().Select(span => new ActivityLink(span));
        var activity = PaymentStatusTelemetry.Source.StartActivity(
            PaymentStatusTelemetry.ExchangeActivity, ActivityKind.Internal, parentContext: default, links: links);
        activity?.SetTag(PaymentStatusTelemetry.ProviderTag, metadata.Provider);
        activity?.SetTag(PaymentStatusTelemetry.ClientTag, metadata.ClientName);
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
        if (result.Outcome == LookupOutcome.Mismatch) ClientLog.Mismatch(logger, metadata.ClientName);
        foreach (var anomaly in result.Anomalies)
        {
            if (anomaly.Kind == StatusAnomalyKind.UnrecognizedValue) WarnOfValue(anomaly.Text);
        }

        ClientLog.QueryAnswered(logger, metadata.ClientName, result.Outcome, result.State, result.Finality);
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
        ClientLog.QueryFailed(logger, metadata.ClientName, exception.Kind, exception.Message);
    }

    public void Failed(TransactionStatusException failure)
    {
        if (failure.DefectTrace is { } trace) ClientLog.Defect(logger, metadata.ClientName, failure.Message, trace);
    }

    public void Retrying(int attempt, TransactionStatusException failure, TimeSpan pause)
    {
        var tags = Tags();
        tags.Add(PaymentStatusTelemetry.ErrorTag, EnumNames<TransactionStatusErrorKind>.Of(failure.Kind));
        metrics.Retries.Add(1, tags);
        ClientLog.Retrying(logger, metadata.ClientName, attempt, failure.Kind, pause);
    }

    public void CircuitOpened(TimeSpan breakDuration) => ClientLog.CircuitOpened(logger, metadata.ClientName, breakDuration);

    public void CircuitClosed() => ClientLog.CircuitClosed(logger, metadata.ClientName);

    private void WarnOfValue(string text)
    {
        metrics.UnmappedValues.Add(1, Tags());
        text = TextRules.Truncate(text, MaxAnomalyLength);
        if (_warned.Count < MaxValues && _warned.TryAdd(text, true)) ClientLog.UnmappedValue(logger, metadata.ClientName, text);
    }

    private TagList Tags() => new()
    {
        { PaymentStatusTelemetry.ProviderTag, metadata.Provider },
        { PaymentStatusTelemetry.ClientTag, metadata.ClientName },
    };
}
