using System.Diagnostics;
using PaymentStatusSdk.Telemetry;
using PaymentStatusSdk.Tracking.Checks;

namespace PaymentStatusSdk.Tracking.Telemetry;

/// <summary>
/// The activities of checks and deliveries. They link to the trace in which the payment began, which ended long ago and is not their
/// parent.
/// </summary>
internal static class TraceLinks
{
    /// <summary>The <c>traceparent</c> of the current activity; null when there is none, or when its ids have another format.</summary>
    public static string? Current => Activity.Current is { IdFormat: ActivityIdFormat.W3C } activity ? activity.Id : null;

    public static Activity? StartCheck(TransactionStatusClientMetadata gateway, TrackedTransaction transaction)
    {
        var activity = Start(TrackingTelemetry.CheckActivity, transaction);
        activity?.SetTag(PaymentStatusTelemetry.ProviderTag, gateway.Provider);
        return activity;
    }

    public static Activity? StartDelivery(StatusChange change)
    {
        var activity = Start(TrackingTelemetry.DeliveryActivity, change.Transaction);
        activity?.SetTag(TrackingTelemetry.KindTag, change.Kind.ToString());
        return activity;
    }

    /// <summary>Records the result of a check.</summary>
    public static void End(Activity? activity, CheckReport report)
    {
        if (report.Result is { } result) activity?.SetTag(PaymentStatusTelemetry.OutcomeTag, result.Outcome.ToString());
        else Fail(activity, report.Failure.ToString()!);
    }

    /// <summary>Records the type of a failure only: message texts may contain anything.</summary>
    public static void Fail(Activity? activity, string errorType)
    {
        activity?.SetTag(PaymentStatusTelemetry.ErrorTag, errorType);
        activity?.SetStatus(ActivityStatusCode.Error);
    }

    private static Activity? Start(string name, TrackedTransaction transaction)
    {
        ActivityLink[] links = ActivityContext.TryParse(transaction.TraceParent, null, isRemote: true, out var context)
            ? [new ActivityLink(context)]
            : [];
        var activity = TrackingTelemetry.Source.StartActivity(name, ActivityKind.Internal, parentContext: default, links: links);
        activity?.SetTag(PaymentStatusTelemetry.ClientTag, transaction.ClientName);
        return activity;
    }
}
