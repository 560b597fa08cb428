namespace PaymentStatusSdk.Dashboard;

/// <summary>The settings of the dashboard.</summary>
public sealed class PaymentStatusDashboardOptions
{
    /// <summary>The part of <see cref="TraceUrl"/> that is replaced by the trace id of a payment.</summary>
    public const string TraceIdPlaceholder = "{traceId}";

    /// <summary>The name of the authorization policy that a user must meet to read the dashboard.</summary>
    /// <value>The default is null: the dashboard is mapped in Development only, and answers only requests from the same machine.</value>
    public string? ReadPolicy { get; set; }

    /// <summary>
    /// The name of the authorization policy that a user must meet, beside <see cref="ReadPolicy"/>, to act on payments: check, stop,
    /// track and resolve them, query the gateway, and deliver changes again.
    /// </summary>
    /// <value>The default is null: the dashboard is read-only, except in Development without a <see cref="ReadPolicy"/>.</value>
    public string? OperatorPolicy { get; set; }

    /// <summary>
    /// The address of a trace in your tracing system, with <see cref="TraceIdPlaceholder"/> where the trace id belongs, such as
    /// <c>https://traces.example/trace/{traceId}</c>.
    /// </summary>
    /// <value>The default is null: the page of a payment shows the trace id without a link. Allowed are http and https.</value>
    public string? TraceUrl { get; set; }
}
