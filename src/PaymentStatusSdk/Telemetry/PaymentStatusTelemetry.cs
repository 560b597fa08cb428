using System.Diagnostics;

namespace PaymentStatusSdk.Telemetry;

/// <summary>Names of what the SDK reports. Subscribe to them with any OpenTelemetry or diagnostics listener.</summary>
public static class PaymentStatusTelemetry
{
    /// <summary>The name of the activity source and of the meter.</summary>
    public const string Name = "PaymentStatusSdk";

    /// <summary>The activity of one query (client kind).</summary>
    public const string QueryActivity = "payment_status.get";

    /// <summary>The activity of one exchange; it links to the queries aboard, since it belongs to none of them.</summary>
    public const string ExchangeActivity = "payment_status.exchange";

    /// <summary>Histogram, seconds: how long a query took, waiting for an exchange included.</summary>
    public const string OperationDuration = "payment_status.client.operation.duration";

    /// <summary>Counter: attempts that were repeated.</summary>
    public const string Retries = "payment_status.client.retries";

    /// <summary>Counter: gateway words that this version does not know.</summary>
    public const string UnmappedValues = "payment_status.client.unmapped_values";

    /// <summary>Gauge: questions that wait for a free exchange.</summary>
    public const string QueueLength = "payment_status.client.queue.length";

    /// <summary>Gauge: 1 while the circuit of a client is open and its queries are refused, 0 while it is closed.</summary>
    public const string CircuitOpen = "payment_status.client.circuit.open";

    /// <summary>The activity of one message that a gateway posted; handlers of notifications run in it.</summary>
    public const string CallbackActivity = "payment_status.callback";

    /// <summary>Counter: messages that gateways, or somebody in their name, posted.</summary>
    public const string Callbacks = "payment_status.callbacks";

    /// <summary>Tag: the gateway's own name.</summary>
    public const string ProviderTag = "payment_status.provider";

    /// <summary>Tag: the registered name of the client.</summary>
    public const string ClientTag = "payment_status.client";

    /// <summary>Tag: a <see cref="LookupOutcome"/>.</summary>
    public const string OutcomeTag = "payment_status.outcome";

    /// <summary>Tag: a <see cref="PaymentState"/>.</summary>
    public const string StateTag = "payment_status.state";

    /// <summary>Tag of <see cref="Callbacks"/>: what became of the message, such as <c>Handled</c> or <c>Refused</c>.</summary>
    public const string VerdictTag = "payment_status.verdict";

    /// <summary>Tag of failures: a <see cref="TransactionStatusErrorKind"/>, or <c>canceled</c>.</summary>
    public const string ErrorTag = "error.type";

    internal static readonly ActivitySource Source = new(Name);

    /// <summary>The log category of a gateway.</summary>
    internal static string CategoryOf(string provider) => $"{Name}.{provider}";
}
