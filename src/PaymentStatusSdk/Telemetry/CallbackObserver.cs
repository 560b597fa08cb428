using System.Diagnostics;
using Microsoft.Extensions.Logging;
using PaymentStatusSdk.Adapters.Callbacks;
using PaymentStatusSdk.DependencyInjection;

namespace PaymentStatusSdk.Telemetry;

/// <summary>
/// Reports messages to one client's callback address as logs, metrics and spans. They contain no part of a message or of its address.
/// </summary>
internal sealed class CallbackObserver(GatewayEntry entry, PaymentStatusMetrics metrics, ILogger logger, TimeProvider timeProvider)
{
    // A flood of messages must not flood the log.
    private static readonly TimeSpan WarningInterval = TimeSpan.FromMinutes(1);

    private readonly PacedCount _refused = new(timeProvider, WarningInterval);
    private readonly PacedCount _broken = new(timeProvider, WarningInterval);
    private readonly PacedCount _postponed = new(timeProvider, WarningInterval);

    public Activity? Start()
    {
        var activity = PaymentStatusTelemetry.Source.StartActivity(PaymentStatusTelemetry.CallbackActivity);
        activity?.SetTag(PaymentStatusTelemetry.ProviderTag, entry.Provider);
        activity?.SetTag(PaymentStatusTelemetry.ClientTag, entry.Name);
        return activity;
    }

    public void Received(CallbackVerdict verdict, Activity? activity = null)
    {
        var name = EnumNames<CallbackVerdict>.Of(verdict);
        metrics.Callbacks.Add(1, new TagList
        {
            { PaymentStatusTelemetry.ProviderTag, entry.Provider },
            { PaymentStatusTelemetry.ClientTag, entry.Name },
            { PaymentStatusTelemetry.VerdictTag, name },
        });
        activity?.SetTag(PaymentStatusTelemetry.VerdictTag, name);
        if (verdict == CallbackVerdict.Failed) activity?.SetStatus(ActivityStatusCode.Error);
        if (verdict == CallbackVerdict.Refused) Warn(_refused, ClientLog.Refused);
        else if (verdict == CallbackVerdict.Postponed) Warn(_postponed, ClientLog.Postponed);
        else ClientLog.Received(logger, entry.Name, verdict);
    }

    public void RanOutOfTime() => ClientLog.RanOutOfTime(logger, entry.Name);

    public void Broke(Exception exception)
    {
        ClientLog.Broke(logger, entry.Name, exception.GetType());
        Defect(exception);
    }

    public void Defect(Exception exception)
    {
        if (_broken.Add() > 0) ClientLog.CallbackDefect(logger, entry.Name, ExceptionTrace.Describe(exception));
    }

    private void Warn(PacedCount count, Action<ILogger, string, long> log)
    {
        if (count.Add() is > 0 and var sum) log(logger, entry.Name, sum);
    }
}
