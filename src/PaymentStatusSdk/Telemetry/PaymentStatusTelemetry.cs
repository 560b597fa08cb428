using System.Diagnostics;

namespace PaymentStatusSdk.Telemetry;

/// <summary>The names of the telemetry that the SDK emits. Subscribe to them with OpenTelemetry or another diagnostics listener.</summary>
public static class PaymentStatusTelemetry
{
    /// <summary>The name of the activity source and of the meter.</summary>
    public const string Name = "PaymentStatusSdk";

    /// <summary>The activity of one query (client kind).</summary>
    public const string QueryActivity = "payment_status.get";

    /// <summary>The activity of one exchange. It links to the queries in the exchange, because it is shared by all of them.</summary>
    public const string ExchangeActivity = "payment_status.exchange";

    /// <summary>Histogram, in seconds: the duration of a query, including the wait for an exchange.</summary>
    public const string OperationDuration = "payment_status.client.operation.duration";

    /// <summary>Counter: attempts that were retried.</summary>
    public const string Retries = "payment_status.client.retries";

    /// <summary>Counter: gateway values that this version does not know.</summary>
    public const string UnmappedValues = "payment_status.client.unmapped_values";

    /// <summary>Gauge: queries that wait for a free exchange.</summary>
    public const string QueueLength = "payment_status.client.queue.length";

    /// <summary>Gauge: 1 while the circuit of a client is open and its queries fail as Unavailable, 0 while it is closed.</summary>
    public const string CircuitOpen = "payment_status.client.circuit.open";

    /// <summary>The activity of one message that a gateway posted; handlers of notifications run in it.</summary>
    public const string CallbackActivity = "payment_status.callback";

    /// <summary>Counter: messages that were posted to callback addresses, by gateways or other senders.</summary>
    public const string Callbacks = "payment_status.callbacks";

    /// <summary>Tag: the name of the gateway product.</summary>
    public const string ProviderTag = "payment_status.provider";

    /// <summary>Tag: the registered name of the client.</summary>
    public const string ClientTag = "payment_status.client";

    /// <summary>Tag: a <see cref="LookupOutcome"/>.</summary>
    public const string OutcomeTag = "payment_status.outcome";

    /// <summary>Tag: a <see cref="PaymentState"/>.</summary>
    public const string StateTag = "payment_status.state";

    /// <summary>Tag of <see cref="Callbacks"/>: the result of the message, such as <c>Handled</c> or <c>Refused</c>.</summary>
    public const string VerdictTag = "payment_status.verdict";

    /// <summary>Tag of failures: a <see cref="TransactionStatusErrorKind"/>, or <c>canceled</c>.</summary>
    public const string ErrorTag = "error.type";

    internal static readonly ActivitySource Source = new(Name);

    /// <summary>Returns the log category of a gateway product.</summary>
    internal static string CategoryOf(string provider) => $"{Name}.{provider}";
}
