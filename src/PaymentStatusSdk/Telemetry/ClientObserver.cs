using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.Extensions.Logging;
using PaymentStatusSdk.Adapters;

namespace PaymentStatusSdk.Telemetry;

/// <summary>Turns what happens at one client into logs, metrics and spans.</summary>
internal sealed class ClientObserver(GatewayInfo gateway, PaymentStatusMetrics metrics, ILogger logger, TimeProvider timeProvider)
    : IExchangeObserver
{
    // A gateway that makes up words must not fill the log or the memory.
    private const int MostWords = 100;
    private const int LongestAnomaly = 200;

    private readonly ConcurrentDictionary<string, bool> _warned = new(StringComparer.Ordinal);

    public Activity? StartQuery()
    {
        var activity = PaymentStatusTelemetry.Source.StartActivity(PaymentStatusTelemetry.QueryActivity, ActivityKind.Client);
        if (activity is null) return null;
        activity.SetTag(PaymentStatusTelemetry.GatewayTag, gateway.Provider);
        activity.SetTag(PaymentStatusTelemetry.ClientTag, gateway.Name);
        return activity;
    }

    /// <summary>Does anybody listen to spans? If not, an exchange is spared their cost.</summary>
    public static bool IsTracing => PaymentStatusTelemetry.Source.HasListeners();

    public Activity? StartExchange(GatewayExchange exchange)
    {
        var links = exchange.CallerSpans().Select(span => new ActivityLink(span));
        var activity = PaymentStatusTelemetry.Source.StartActivity(
            PaymentStatusTelemetry.ExchangeActivity, ActivityKind.Internal, parentContext: default, links: links);
        activity?.SetTag(PaymentStatusTelemetry.GatewayTag, gateway.Provider);
        activity?.SetTag(PaymentStatusTelemetry.ClientTag, gateway.Name);
        exchange.Activity = activity;
        return activity;
    }

    public void Answered(TransactionStatusResult result, long started, Activity? activity)
    {
        var outcome = Words<LookupOutcome>.Of(result.Outcome);
        var state = Words<PaymentState>.Of(result.State);
        if (metrics.OperationDuration.Enabled)
        {
            var tags = Tags();
            tags.Add(PaymentStatusTelemetry.OutcomeTag, outcome);
            tags.Add(PaymentStatusTelemetry.StateTag, state);
            metrics.OperationDuration.Record(timeProvider.GetElapsedTime(started).TotalSeconds, tags);
        }

        activity?.SetTag(PaymentStatusTelemetry.OutcomeTag, outcome);
        activity?.SetTag(PaymentStatusTelemetry.StateTag, state);
        if (result.Outcome == LookupOutcome.Mismatch) ClientLog.Mismatch(logger, gateway.Name);
        foreach (var anomaly in result.Anomalies)
        {
            if (anomaly.Kind == StatusAnomalyKind.UnrecognizedWord) WarnOfWord(anomaly.Text);
        }

        ClientLog.QueryAnswered(logger, gateway.Name, result.Outcome, result.State, result.Finality);
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
        Failed(Words<TransactionStatusErrorKind>.Of(exception.Kind), started, activity);
        ClientLog.QueryFailed(logger, gateway.Name, exception.Kind, exception.Message);
    }

    public void Failed(TransactionStatusException fault)
    {
        if (fault.DefectTrace is { } trace) ClientLog.Defect(logger, gateway.Name, fault.Message, trace);
    }

    public void Retrying(int attempt, TransactionStatusException fault, TimeSpan pause)
    {
        var tags = Tags();
        tags.Add(PaymentStatusTelemetry.ErrorTag, Words<TransactionStatusErrorKind>.Of(fault.Kind));
        metrics.Retries.Add(1, tags);
        ClientLog.Retrying(logger, gateway.Name, attempt, fault.Kind, pause);
    }

    public void CircuitOpened(TimeSpan breakDuration) => ClientLog.CircuitOpened(logger, gateway.Name, breakDuration);

    public void CircuitClosed() => ClientLog.CircuitClosed(logger, gateway.Name);

    private void WarnOfWord(string text)
    {
        metrics.UnmappedWords.Add(1, Tags());
        if (text.Length > LongestAnomaly) text = text[..LongestAnomaly];
        if (_warned.Count < MostWords && _warned.TryAdd(text, true)) ClientLog.UnmappedWord(logger, gateway.Name, text);
    }

    private TagList Tags() => new()
    {
        { PaymentStatusTelemetry.GatewayTag, gateway.Provider },
        { PaymentStatusTelemetry.ClientTag, gateway.Name },
    };
}
