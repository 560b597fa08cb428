namespace PaymentStatusSdk;

/// <summary>The queries that a gateway supports, and the data that its answers can contain.</summary>
/// <remarks>
/// If a gateway never reports something, its absence from an answer is no information: PPRO never reports a refund, so a PPRO result
/// without one does not mean "not refunded".
/// </remarks>
public sealed record GatewayCapabilities
{
    /// <summary>Whether a query can use a gateway reference. Default false.</summary>
    public bool SupportsGatewayReference { get; init; }

    /// <summary>Whether a query can use a merchant reference. Default false.</summary>
    public bool SupportsMerchantReference { get; init; }

    /// <summary>The maximum number of transactions that one exchange with the gateway can query. Default 1.</summary>
    public int MaxTransactionsPerExchange { get; init; } = 1;

    /// <summary>
    /// The maximum number of concurrent exchanges of one client. The lower one of this limit and the client's
    /// <c>MaxConcurrentExchanges</c> option is enforced, and the <see cref="ITransactionStatusClient.Metadata"/> of a client contains it.
    /// </summary>
    /// <value>At least 1. The default is 1,000, the highest value of the option: the gateway has no limit of its own.</value>
    public int MaxConcurrentExchanges { get; init; } = 1_000;

    /// <summary>Whether only one exchange about the same transaction may run at a time. Default false.</summary>
    public bool OneExchangePerTransaction { get; init; }

    /// <summary>
    /// Whether <see cref="TransactionQuery.Kind"/> selects the resource that is queried, for example where a payment and a refund are two
    /// resources. Queries of different kinds then never share an answer. Default false.
    /// </summary>
    public bool KindSelectsResource { get; init; }

    /// <summary>The minimum age of a transaction for reliable answers of the gateway. Default zero: no minimum.</summary>
    public TimeSpan MinimumAge { get; init; }

    /// <summary>The times at which tracking queries the gateway again about a transaction. Only tracking uses it.</summary>
    public TrackingSchedule Tracking { get; init; } = TrackingSchedule.Default;

    /// <summary>Whether an answer can contain amount and currency. Default false.</summary>
    public bool ReportsAmount { get; init; }

    /// <summary>Whether an answer can contain the state of the funds. Default false.</summary>
    public bool ReportsFunds { get; init; }

    /// <summary>Whether an answer can report a refund. Default false.</summary>
    public bool ReportsRefunds { get; init; }

    /// <summary>
    /// Whether an answer can contain the refunded amount. Default false:
    /// <see cref="TransactionStatusResult.RefundedAmount"/> is always null.
    /// </summary>
    public bool ReportsRefundedAmount { get; init; }

    /// <summary>Whether an answer can report a chargeback. Default false.</summary>
    public bool ReportsChargebacks { get; init; }

    /// <summary>How the gateway compares gateway references. Default ordinal.</summary>
    public StringComparison GatewayReferenceComparison { get; init; } = StringComparison.Ordinal;

    /// <summary>How the gateway compares merchant references. Default ordinal.</summary>
    public StringComparison MerchantReferenceComparison { get; init; } = StringComparison.Ordinal;
}
