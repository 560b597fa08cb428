using PaymentStatusSdk.Simulators.ConvergeGate;
using PaymentStatusSdk.Simulators.Desjardins;
using PaymentStatusSdk.Simulators.Ppro;

namespace PaymentStatusSdk.Samples.Quickstart;

/// <summary>The transactions of the sample.</summary>
internal static class SampleQueries
{
    public static IReadOnlyList<SampleQuery> All { get; } =
    [
        Card("ORDER-1001", "CAPTURED", PaymentState.Captured, Finality.Final),
        Card("ORDER-1002", "AUTHORIZED", PaymentState.Authorized, Finality.Open),
        Card("ORDER-1003", "PENDING", PaymentState.Pending, Finality.Open),
        Card("ORDER-1004", "DECLINED", PaymentState.Declined, Finality.Final),
        Card("ORDER-1005", "REFUNDED", PaymentState.Refunded, Finality.Final),
        Card("ORDER-1006", "CHARGEBACK", PaymentState.ChargedBack, Finality.Open),
        Card("ORDER-1007", "ERROR", PaymentState.Failed, Finality.Provisional),
        Card("ORDER-1008", "SETTLED_NEXT_WEEK", PaymentState.Unknown, Finality.Unknown, FundsState.Unknown),
        new(
            "cards", TransactionQuery.ByMerchantReference("ORDER-1009") with { ExpectedAmount = new Money(99.00m, "EUR") },
            LookupOutcome.Mismatch, PaymentState.Unknown, Finality.Unknown, FundsState.Unknown,
            (cards, _, _) => cards.Put(CardTransaction("ORDER-1009", "CAPTURED"))),
        new(
            "cards", TransactionQuery.ByMerchantReference("ORDER-9999"),
            LookupOutcome.NotFound, PaymentState.Unknown, Finality.Unknown, FundsState.Unknown, Put: null),
        Ppro("200000001", "SUCCEEDED", "RECEIVED", null, PaymentState.Captured, Finality.Final, FundsState.Received),
        Ppro("200000002", "SUCCEEDED", "WAITING", null, PaymentState.Captured, Finality.Final, FundsState.Awaited),
        Ppro("200000003", "FAILED", "NOT_EXPECTED", "REMOTE_DECLINE", PaymentState.Declined, Finality.Provisional, FundsState.NotExpected),
        Ppro("200000004", "FAILED", "NOT_EXPECTED", "TIMEOUT", PaymentState.Expired, Finality.Provisional, FundsState.NotExpected),
        new(
            "ppro", TransactionQuery.ByGatewayReference("200000005"),
            LookupOutcome.Answered, PaymentState.ActionRequired, Finality.Open, FundsState.NotReported,
            (_, ppro, _) => ppro.Put(new SimulatedPproTransaction
            {
                TxId = "200000005", Status = "PENDING", RedirectUrl = "https://redirect.example/process?tx=200000005",
            })),
        new(
            "ppro", TransactionQuery.ByGatewayReference("299999999"),
            LookupOutcome.NotFound, PaymentState.Unknown, Finality.Unknown, FundsState.Unknown, Put: null),
        Dips("DIPS2001", TransactionKind.Purchase, DipsOutcome.Approved, PaymentState.Captured, Finality.Final),
        Dips("DIPS2002", TransactionKind.Preauthorization, DipsOutcome.Approved, PaymentState.Authorized, Finality.Open),
        Dips("DIPS2003", TransactionKind.Unknown, DipsOutcome.Approved, PaymentState.Approved, Finality.Unknown),
        Dips("DIPS2004", TransactionKind.Purchase, DipsOutcome.Declined, PaymentState.Declined, Finality.Final),
        new(
            "desjardins", TransactionQuery.ByMerchantReference("DIPS9999"),
            LookupOutcome.NotFound, PaymentState.Unknown, Finality.Unknown, FundsState.Unknown, Put: null),
    ];

    private static SampleQuery Card(
        string orderId, string gatewayState, PaymentState state, Finality finality, FundsState funds = FundsState.NotReported) => new(
        "cards",
        TransactionQuery.ByMerchantReference(orderId) with { ExpectedAmount = new Money(125.45m, "EUR") },
        LookupOutcome.Answered, state, finality, funds,
        (cards, _, _) => cards.Put(CardTransaction(orderId, gatewayState)));

    private static SampleQuery Ppro(
        string txId, string status, string funds, string? reason, PaymentState state, Finality finality, FundsState expected) => new(
        "ppro",
        TransactionQuery.ByGatewayReference(txId),
        LookupOutcome.Answered, state, finality, expected,
        (_, ppro, _) => ppro.Put(new SimulatedPproTransaction { TxId = txId, Status = status, FundsStatus = funds, FailReason = reason }));

    private static SampleQuery Dips(string id, TransactionKind kind, DipsOutcome outcome, PaymentState state, Finality finality) => new(
        "desjardins",
        TransactionQuery.ByMerchantReference(id) with { Kind = kind },
        LookupOutcome.Answered, state, finality, FundsState.NotReported,
        (_, _, desjardins) => desjardins.Put(SimulatedDipsTransaction.Of(id, outcome)));

    private static SimulatedConvergeGateTransaction CardTransaction(string orderId, string state) => new()
    {
        GateTransId = $"5d3c1f60-8a2b-4c7e-9b10-00000000{orderId[^4..]}",
        MerchantTransId = orderId,
        Amount = "125.45",
        CurCode = "EUR",
        State = state,
    };
}
