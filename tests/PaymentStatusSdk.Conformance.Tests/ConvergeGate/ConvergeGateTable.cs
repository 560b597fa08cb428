using static PaymentStatusSdk.StatusAnomalyKind;

namespace PaymentStatusSdk.Conformance.Tests.ConvergeGate;

/// <summary>PROTOCOL.md, states, codes and decision table, row by row.</summary>
internal static class ConvergeGateTable
{
    private const TransactionKind Payout = TransactionKind.Payout;

    public static IReadOnlyList<StatusCase> DocumentedValues { get; } =
    [
        Of("AUTHORIZED", PaymentState.Authorized, Finality.Open, FailureReason.None, PaymentVerdict.Undecided),
        Of("CAPTURED", PaymentState.Captured, Finality.Final, FailureReason.None, PaymentVerdict.Success),
        Of("DECLINED", PaymentState.Declined, Finality.Final, FailureReason.Unspecified, PaymentVerdict.Failure),
        Of("PENDING", PaymentState.Pending, Finality.Open, FailureReason.None, PaymentVerdict.Undecided),
        Of("CANCELED", PaymentState.Canceled, Finality.Final, FailureReason.MerchantCanceled, PaymentVerdict.Failure),
        Of("CANCELED_AUTO", PaymentState.Canceled, Finality.Final, FailureReason.MerchantCanceled, PaymentVerdict.Failure),
        Of("ERROR", PaymentState.Failed, Finality.Provisional, FailureReason.GatewayError, PaymentVerdict.Failure),
        Of("REVERSED", PaymentState.Reversed, Finality.Final, FailureReason.None, PaymentVerdict.Returned),
        Of("REFUNDED", PaymentState.Refunded, Finality.Final, FailureReason.None, PaymentVerdict.Returned),
        Of("REFUND PENDING", PaymentState.RefundPending, Finality.Open, FailureReason.None, PaymentVerdict.Returned),
        Of("REFUND_PENDING", PaymentState.RefundPending, Finality.Open, FailureReason.None, PaymentVerdict.Returned),
        Of("CHARGEBACK", PaymentState.ChargedBack, Finality.Open, FailureReason.None, PaymentVerdict.Returned),
        Of("CREDITED", PaymentState.Credited, Finality.Final, FailureReason.None, PaymentVerdict.Success).Of(Payout),
        Of("CREDITED", PaymentState.Credited, Finality.Final, FailureReason.None, PaymentVerdict.Unknown)
            .With(UnexpectedState) with { Name = "CREDITED for a charge" },
        Of("CAPTURED", PaymentState.Captured, Finality.Final, FailureReason.None, PaymentVerdict.Unknown)
            .Of(Payout).With(UnexpectedState) with { Name = "CAPTURED for a payout" },
        Of("PARTIAL_SUCCESS", PaymentState.Unknown, Finality.Unknown, FailureReason.Unknown, PaymentVerdict.Unknown),

        // Spellings: blanks, '_', '-', letter case and borders within mixed case are one; one L or two, S or Z, with a mark.
        Of("RefundPending", PaymentState.RefundPending, Finality.Open, FailureReason.None, PaymentVerdict.Returned),
        Of("refund-pending", PaymentState.RefundPending, Finality.Open, FailureReason.None, PaymentVerdict.Returned),
        Of(" captured ", PaymentState.Captured, Finality.Final, FailureReason.None, PaymentVerdict.Success),
        Of("CANCELLED", PaymentState.Canceled, Finality.Final, FailureReason.MerchantCanceled, PaymentVerdict.Failure)
            .With(SpellingVariant),
        Of("AUTHORISED", PaymentState.Authorized, Finality.Open, FailureReason.None, PaymentVerdict.Undecided).With(SpellingVariant),

        // Codes explain; the state takes precedence.
        Coded("DECLINED", "201", PaymentState.Declined, Finality.Final, FailureReason.RemoteDeclined, PaymentVerdict.Failure),
        Coded("DECLINED", "204", PaymentState.Declined, Finality.Final, FailureReason.GatewayDeclined, PaymentVerdict.Failure),
        Coded("DECLINED", "211", PaymentState.Declined, Finality.Final, FailureReason.TimedOut, PaymentVerdict.Failure),
        Coded("DECLINED", "777", PaymentState.Declined, Finality.Final, FailureReason.Unspecified, PaymentVerdict.Failure),
        Coded("ERROR", "901", PaymentState.Failed, Finality.Provisional, FailureReason.RemoteError, PaymentVerdict.Failure),
        Coded("CAPTURED", "101", PaymentState.Captured, Finality.Final, FailureReason.None, PaymentVerdict.Success),
        Coded("CAPTURED", "", PaymentState.Captured, Finality.Final, FailureReason.None, PaymentVerdict.Success),
        Coded("CAPTURED", "201", PaymentState.Captured, Finality.Final, FailureReason.None, PaymentVerdict.Success)
            .With(ContradictoryFields),
        Coded("CAPTURED", "901", PaymentState.Captured, Finality.Final, FailureReason.None, PaymentVerdict.Success)
            .With(ContradictoryFields),
        Coded("PENDING", "101", PaymentState.Pending, Finality.Open, FailureReason.None, PaymentVerdict.Undecided)
            .With(ContradictoryFields),
        Coded("DECLINED", "101", PaymentState.Declined, Finality.Final, FailureReason.Unspecified, PaymentVerdict.Failure)
            .With(ContradictoryFields),
    ];

    public static IReadOnlyList<StatusCase> NewValues { get; } =
    [
        New("SETTLED"), New("CAPTURED2"), New("CAPTURED DECLINED"), New("SUCCESS"), New("APPROVED"), New("101"), New("支払済み"),
        New(new string('X', 300)),
    ];

    public static StatusCase StateValue(string name) => DocumentedValues.First(value => value.Name == name);

    private static StatusCase Of(string value, PaymentState state, Finality finality, FailureReason reason, PaymentVerdict verdict) => new(
        value,
        new Dictionary<string, string> { ["state"] = value },
        state,
        finality,
        state == PaymentState.Unknown ? FundsState.Unknown : FundsState.NotReported,
        reason,
        verdict);

    private static StatusCase Coded(
        string value, string code, PaymentState state, Finality finality, FailureReason reason, PaymentVerdict verdict) =>
        Of(value, state, finality, reason, verdict) with
        {
            Name = $"{value} with errorcode '{code}'",
            Wire = new Dictionary<string, string> { ["state"] = value, ["errorcode"] = code },
        };

    private static StatusCase New(string value) =>
        Of(value, PaymentState.Unknown, Finality.Unknown, FailureReason.Unknown, PaymentVerdict.Unknown).With(UnrecognizedValue) with
        {
            Name = value.Length > 40 ? $"{value.Length} letters" : $"state {value}",
        };
}
