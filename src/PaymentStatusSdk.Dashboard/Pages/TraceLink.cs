using System.Diagnostics;

namespace PaymentStatusSdk.Dashboard.Pages;

/// <summary>The link to the trace in which a payment began. Pure functions.</summary>
internal static class TraceLink
{
    /// <summary>Returns the trace id; null when there is no valid one.</summary>
    public static string? IdOf(string? traceParent) =>
        ActivityContext.TryParse(traceParent, null, out var context) ? context.TraceId.ToHexString() : null;

    /// <summary>Returns the address of the trace; null when the options or the payment have none.</summary>
    public static string? Of(string? traceParent, PaymentStatusDashboardOptions options) => IdOf(traceParent) is { } id
        ? options.TraceUrl?.Replace(PaymentStatusDashboardOptions.TraceIdPlaceholder, id, StringComparison.Ordinal)
        : null;
}
