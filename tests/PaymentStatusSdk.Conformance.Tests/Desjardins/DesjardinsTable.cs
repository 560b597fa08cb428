using static PaymentStatusSdk.StatusAnomalyKind;

namespace PaymentStatusSdk.Conformance.Tests.Desjardins;

/// <summary>PROTOCOL.md, states, row by row; the fields that decide are those of its section on the result.</summary>
internal static class DesjardinsTable
{
    /// <summary>A code that the fixture's options map to pending; only three codes are public.</summary>
    public const string PendingCode = "900";

    private const string Yes = "yes";
    private const string No = "no";

    public static IReadOnlyList<StatusCase> DocumentedValues { get; } =
    [
        // Rows 6 to 11: the meaning of an approval depends on the kind, which the merchant knows.
        Approved("purchase", TransactionKind.Purchase, PaymentState.Captured, Finality.Final, PaymentVerdict.Success),
        Approved("preauthorization", TransactionKind.Preauthorization, PaymentState.Authorized, Finality.Open, PaymentVerdict.Undecided),
        Approved("completion", TransactionKind.Completion, PaymentState.Captured, Finality.Final, PaymentVerdict.Success),
        Approved("cancellation", TransactionKind.Cancellation, PaymentState.Reversed, Finality.Final, PaymentVerdict.Returned),
        Approved("refund", TransactionKind.Refund, PaymentState.Refunded, Finality.Final, PaymentVerdict.Returned),
        Approved("kind not specified", TransactionKind.Unknown, PaymentState.Approved, Finality.Unknown, PaymentVerdict.Unknown)
            .With(MissingKind),

        // Rows 12 and 13, and the table that the merchant adds to.
        NotPaid("103, by the customer", "103", "", PaymentState.Canceled, Finality.Final, FailureReason.CustomerAborted),
        NotPaid("117, not completed", "117", "", PaymentState.Failed, Finality.Provisional, FailureReason.Unspecified),
        NotPaid("117 with an ISO code", "117", "05", PaymentState.Failed, Finality.Provisional, FailureReason.Unspecified),
        Case(
            "no, pending by option", TransactionKind.Purchase, (No, PendingCode, "05"), PaymentState.Pending, Finality.Open,
            FailureReason.None, PaymentVerdict.Undecided),

        // Row 14: no issuer decided.
        NotPaid("no ISO code", "5", "", PaymentState.Failed, Finality.Provisional, FailureReason.Unspecified),
        NotPaid("ISO code XX", "5", "XX", PaymentState.Failed, Finality.Provisional, FailureReason.Unspecified),
        NotPaid("ISO code -", "5", "-", PaymentState.Failed, Finality.Provisional, FailureReason.Unspecified),

        // Row 16.
        NotPaid("ISO code 05", "5", "05", PaymentState.Declined, Finality.Final, FailureReason.RemoteDeclined),
        NotPaid("ISO code 51, no condition code", "", "51", PaymentState.Declined, Finality.Final, FailureReason.RemoteDeclined),

        // Row 15: it contradicts itself, with any condition code.
        Unknown("no, ISO code 00", (No, "5", "00")).With(ContradictoryFields),
        Unknown("no, 117 and ISO code 00", (No, "117", "00")).With(ContradictoryFields),

        // A declined follow-up transaction does not affect the payment.
        SubsequentTransaction("completion", TransactionKind.Completion),
        SubsequentTransaction("cancellation", TransactionKind.Cancellation),
        SubsequentTransaction("refund", TransactionKind.Refund),

        // An approval with an anomaly.
        Case(
            "yes, ISO code 05", TransactionKind.Purchase, (Yes, "1", "05"), PaymentState.Captured, Finality.Final, FailureReason.None,
            PaymentVerdict.Success)
            .With(ContradictoryFields),
        Case(
            "yes, 117", TransactionKind.Purchase, (Yes, "117", "00"), PaymentState.Captured, Finality.Final, FailureReason.None,
            PaymentVerdict.Success),
        Case(
            "YES", TransactionKind.Purchase, ("YES", "1", "00"), PaymentState.Captured, Finality.Final, FailureReason.None,
            PaymentVerdict.Success),
        Case(
            "No", TransactionKind.Purchase, ("No", "5", "05"), PaymentState.Declined, Finality.Final, FailureReason.RemoteDeclined,
            PaymentVerdict.Failure),
    ];

    public static IReadOnlyList<StatusCase> NewValues { get; } =
    [
        New("maybe"), New("true"), New("1"), New("yes!"), New("oui"), New("APPROUVEE"), New("支払済み"), New(new string('y', 200)),
    ];

    public static StatusCase StateValue(string name) => DocumentedValues.First(value => value.Name == name);

    private static StatusCase Approved(string name, TransactionKind kind, PaymentState state, Finality finality, PaymentVerdict verdict) =>
        Case($"yes, {name}", kind, (Yes, "1", "00"), state, finality, FailureReason.None, verdict);

    private static StatusCase NotPaid(
        string name, string condition, string iso, PaymentState state, Finality finality, FailureReason reason) =>
        Case($"no, {name}", TransactionKind.Purchase, (No, condition, iso), state, finality, reason, PaymentVerdict.Failure);

    private static StatusCase SubsequentTransaction(string name, TransactionKind kind) =>
        Case(
            $"no to a {name}", kind, (No, "5", "05"), PaymentState.Declined, Finality.Final, FailureReason.RemoteDeclined,
            PaymentVerdict.Unknown);

    private static StatusCase Unknown(string name, (string, string, string) fields) =>
        Case(name, TransactionKind.Purchase, fields, PaymentState.Unknown, Finality.Unknown, FailureReason.Unknown, PaymentVerdict.Unknown);

    private static StatusCase New(string value) =>
        Unknown(value.Length > 40 ? $"approved of {value.Length} letters" : $"approved {value}", (value, "1", "00"))
            .With(UnrecognizedValue);

    private static StatusCase Case(
        string name, TransactionKind kind, (string Approved, string Condition, string Iso) fields,
        PaymentState state, Finality finality, FailureReason reason, PaymentVerdict verdict) => new StatusCase(
        name,
        new Dictionary<string, string> { ["approved"] = fields.Approved, ["condition_code"] = fields.Condition, ["iso_code"] = fields.Iso },
        state,
        finality,
        state == PaymentState.Unknown ? FundsState.Unknown : FundsState.NotReported,
        reason,
        verdict).Of(kind);
}
