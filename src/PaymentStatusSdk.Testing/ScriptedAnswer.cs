using System.Collections.Frozen;

namespace PaymentStatusSdk.Testing;

/// <summary>Completes scripted results and checks them against the query, as a real client does.</summary>
internal static class ScriptedAnswer
{
    // The finality of scripted states. Failed is Provisional, because PPRO and ConvergeGate may revise a failure; real adapters may differ.
    private static readonly FrozenDictionary<PaymentState, Finality> Finalities = new Dictionary<PaymentState, Finality>
    {
        [PaymentState.Unknown] = Finality.Unknown,
        [PaymentState.Pending] = Finality.Open,
        [PaymentState.ActionRequired] = Finality.Open,
        [PaymentState.Authorized] = Finality.Open,
        [PaymentState.Approved] = Finality.Open,
        [PaymentState.Captured] = Finality.Final,
        [PaymentState.Credited] = Finality.Final,
        [PaymentState.Declined] = Finality.Final,
        [PaymentState.Failed] = Finality.Provisional,
        [PaymentState.Canceled] = Finality.Final,
        [PaymentState.Expired] = Finality.Final,
        [PaymentState.Reversed] = Finality.Final,
        [PaymentState.RefundPending] = Finality.Open,
        [PaymentState.Refunded] = Finality.Final,
        [PaymentState.PartiallyRefunded] = Finality.Final,
        [PaymentState.ChargedBack] = Finality.Open,
    }.ToFrozenDictionary();

    public static TransactionStatusResult Of(PaymentState state) => new()
    {
        ClientName = "",
        Outcome = LookupOutcome.Answered,
        State = state,
        Finality = Finalities.GetValueOrDefault(state),
        Funds = state == PaymentState.Unknown ? FundsState.Unknown : FundsState.NotReported,
        Reason = state switch
        {
            PaymentState.Unknown => FailureReason.Unknown,
            PaymentState.Declined or PaymentState.Failed or PaymentState.Canceled or PaymentState.Expired => FailureReason.Unspecified,
            _ => FailureReason.None,
        },
    };

    public static TransactionStatusResult Of(LookupOutcome outcome) => new() { ClientName = "", Outcome = outcome };

    /// <summary>Returns the reference that a query uses.</summary>
    /// <exception cref="ArgumentException">The query has no reference or both, or one that this gateway does not support.</exception>
    public static string QueriedId(TransactionQuery query, GatewayCapabilities capabilities) => query switch
    {
        { GatewayReference: not null, MerchantReference: not null } =>
            throw new ArgumentException(
                "The query has both references. Move one to ExpectedGatewayReference or ExpectedMerchantReference.", nameof(query)),
        { GatewayReference: { Length: > 0 } id } => capabilities.SupportsGatewayReference
            ? id
            : throw new ArgumentException(
                "This gateway does not support queries by gateway reference. Use the merchant reference.", nameof(query)),
        { MerchantReference: { Length: > 0 } id } => capabilities.SupportsMerchantReference
            ? id
            : throw new ArgumentException(
                "This gateway does not support queries by merchant reference. Use the gateway reference.", nameof(query)),
        _ => throw new ArgumentException("The query has no reference. Set GatewayReference or MerchantReference.", nameof(query)),
    };

    public static TransactionStatusResult Complete(
        TransactionStatusResult script, TransactionQuery query, TransactionStatusClientMetadata gateway, DateTimeOffset askedAt,
        DateTimeOffset observedAt)
    {
        var result = script with
        {
            ClientName = gateway.ClientName,
            Kind = script.Kind == TransactionKind.Unknown ? query.Kind : script.Kind,
            GatewayReference = script.GatewayReference ?? query.GatewayReference ?? query.ExpectedGatewayReference,
            MerchantReference = script.MerchantReference ?? query.MerchantReference ?? query.ExpectedMerchantReference,
            AskedAt = script.AskedAt == default ? askedAt : script.AskedAt,
            ObservedAt = script.ObservedAt == default ? observedAt : script.ObservedAt,
        };
        if (IsOther(result, query, gateway.Capabilities)) return Mismatch(result);
        return result.Outcome == LookupOutcome.Answered ? WithAmountChecked(result, query) : result;
    }

    private static bool IsOther(TransactionStatusResult result, TransactionQuery query, GatewayCapabilities capabilities) =>
        IsOther(query.GatewayReference ?? query.ExpectedGatewayReference, result.GatewayReference, capabilities.GatewayReferenceComparison)
        || IsOther(
            query.MerchantReference ?? query.ExpectedMerchantReference, result.MerchantReference,
            capabilities.MerchantReferenceComparison);

    private static TransactionStatusResult WithAmountChecked(TransactionStatusResult result, TransactionQuery query)
    {
        if (query.ExpectedAmount is not null && result.Amount is not null && query.ExpectedAmount != result.Amount) return Mismatch(result);
        return result with
        {
            AmountCheck = query.ExpectedAmount is null ? AmountCheck.NotRequested
                : result.Amount is null ? AmountCheck.NotReported
                : AmountCheck.Matched,
        };
    }

    // A missing reference of the result was filled in from the query.
    private static bool IsOther(string? expected, string? actual, StringComparison comparison) =>
        expected is not null && !string.Equals(expected, actual, comparison);

    private static TransactionStatusResult Mismatch(TransactionStatusResult result) => result with
    {
        Outcome = LookupOutcome.Mismatch,
        State = PaymentState.Unknown,
        Finality = Finality.Unknown,
        Funds = FundsState.Unknown,
        Reason = FailureReason.Unknown,
        AmountCheck = AmountCheck.Unknown,
    };
}
