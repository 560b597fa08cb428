namespace PaymentStatusSdk;

/// <summary>What a gateway can be asked, and what its answers can ever contain.</summary>
/// <remarks>
/// Silence about something that a gateway never reports is no information: PPRO never shows a refund, and a PPRO result without one must
/// not read as "not refunded".
/// </remarks>
public sealed record GatewayCapabilities
{
    /// <summary>May a query name the gateway's own id? Default false.</summary>
    public bool SupportsGatewayReference { get; init; }

    /// <summary>May a query name the merchant's id? Default false.</summary>
    public bool SupportsMerchantReference { get; init; }

    /// <summary>How many transactions one exchange with the gateway can ask for. Default 1.</summary>
    public int MaxTransactionsPerExchange { get; init; } = 1;

    /// <summary>
    /// How many exchanges of one client may run at once. The lower one of this limit and the client's <c>MaxConcurrentExchanges</c> is
    /// enforced; what a client's <see cref="ITransactionStatusClient.Metadata"/> shows is that lower one.
    /// </summary>
    /// <value>At least 1. The default is 1,000, the highest <c>MaxConcurrentExchanges</c>: the gateway has no limit of its own.</value>
    public int MaxConcurrentExchanges { get; init; } = 1_000;

    /// <summary>Must an exchange about a transaction have ended before the next one about the same may start? Default false.</summary>
    public bool OneExchangePerTransaction { get; init; }

    /// <summary>
    /// Does <see cref="TransactionQuery.Kind"/> select what the gateway is asked, as where a payment and a refund are two resources? Then
    /// queries that differ in their kind never share an exchange's answer. Default false.
    /// </summary>
    public bool KindSelectsResource { get; init; }

    /// <summary>How old a transaction should be before the gateway answers reliably. Default zero: at once.</summary>
    public TimeSpan MinimumAge { get; init; }

    /// <summary>When it is worth asking again about a transaction that is followed to its end. Only tracking goes by it.</summary>
    public TrackingSchedule Tracking { get; init; } = TrackingSchedule.Default;

    /// <summary>Can an answer contain amount and currency? Default false.</summary>
    public bool ReportsAmount { get; init; }

    /// <summary>Can an answer tell where the money is? Default false.</summary>
    public bool ReportsFunds { get; init; }

    /// <summary>Can an answer show a refund? Default false.</summary>
    public bool ReportsRefunds { get; init; }

    /// <summary>Can an answer contain the amount that was paid back? Default false: <see cref="TransactionStatusResult.RefundedAmount"/> is always null.</summary>
    public bool ReportsRefundedAmount { get; init; }

    /// <summary>Can an answer show a chargeback? Default false.</summary>
    public bool ReportsChargebacks { get; init; }

    /// <summary>How the gateway compares its own ids. Default ordinal.</summary>
    public StringComparison GatewayReferenceComparison { get; init; } = StringComparison.Ordinal;

    /// <summary>How the gateway compares merchants' ids. Default ordinal.</summary>
    public StringComparison MerchantReferenceComparison { get; init; } = StringComparison.Ordinal;
}
