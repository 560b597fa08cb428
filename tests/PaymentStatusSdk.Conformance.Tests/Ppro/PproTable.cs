using static PaymentStatusSdk.StatusAnomalyKind;

namespace PaymentStatusSdk.Conformance.Tests.Ppro;

/// <summary>The decision table of PROTOCOL.md, row by row, with the values of its section on states.</summary>
internal static class PproTable
{
    private const PaymentVerdict Undecided = PaymentVerdict.Undecided;
    private const PaymentVerdict Success = PaymentVerdict.Success;

    public static IReadOnlyList<StatusCase> DocumentedValues { get; } =
    [
        // Rows 9 and 10. While PENDING, NOT_EXPECTED carries no weight, and RECEIVED is odd.
        Pending("PENDING", ("REDIRECTURL", ""), PaymentState.Pending),
        Pending("PENDING with REDIRECTURL", ("REDIRECTURL", "https://r.example/process?tx=1"), PaymentState.ActionRequired),
        Pending("PENDING, NOT_EXPECTED", ("FUNDSSTATUS", "NOT_EXPECTED"), PaymentState.Pending),
        Pending("PENDING, WAITING", ("FUNDSSTATUS", "WAITING"), PaymentState.Pending, FundsState.Awaited),
        Pending("PENDING, MISSING", ("FUNDSSTATUS", "MISSING"), PaymentState.Pending, FundsState.Missing),
        Pending("PENDING, RECEIVED", ("FUNDSSTATUS", "RECEIVED"), PaymentState.Pending, FundsState.Received).With(UnexpectedFunds),

        // Rows 11 to 15.
        Paid("SUCCEEDED, RECEIVED", "RECEIVED", FundsState.Received),
        Paid("SUCCEEDED, NOT_EXPECTED", "NOT_EXPECTED", FundsState.NotExpected),
        Paid("SUCCEEDED, WAITING", "WAITING", FundsState.Awaited),
        Paid("SUCCEEDED, MISSING", "MISSING", FundsState.Missing),
        Paid("SUCCEEDED, no FUNDSSTATUS", "", FundsState.Unknown),

        // Rows 16 to 21: soft without exception.
        NotPaid("USER_ABORT", PaymentState.Canceled, FailureReason.CustomerAborted),
        NotPaid("CANCELED", PaymentState.Canceled, FailureReason.MerchantCanceled),
        NotPaid("TIMEOUT", PaymentState.Expired, FailureReason.TimedOut),
        NotPaid("LOCAL_DECLINE", PaymentState.Declined, FailureReason.GatewayDeclined),
        NotPaid("REMOTE_DECLINE", PaymentState.Declined, FailureReason.RemoteDeclined),
        NotPaid("INPUT_DATA", PaymentState.Failed, FailureReason.InvalidInput),
        NotPaid("LOCAL_ERROR", PaymentState.Failed, FailureReason.GatewayError),
        NotPaid("REMOTE_ERROR", PaymentState.Failed, FailureReason.RemoteError),
        NotPaid("UNKNOWN", PaymentState.Failed, FailureReason.Unspecified),
        NotPaid("", PaymentState.Failed, FailureReason.Unspecified),

        // Row 22: money that arrived despite the failure.
        NotPaid("TIMEOUT", PaymentState.Expired, FailureReason.TimedOut, "RECEIVED", FundsState.Received).With(UnexpectedFunds),
        NotPaid("TIMEOUT", PaymentState.Expired, FailureReason.TimedOut, "NOT_EXPECTED", FundsState.NotExpected),
    ];

    // Enums are compared exactly: another letter case is another value.
    public static IReadOnlyList<StatusCase> NewValues { get; } =
    [
        New("SETTLED"), New("succeeded"), New("Failed"), New("SUCCEEDED "), New("CANCELED"), New("支払済み"), New(new string('X', 300)),
        Paid("FUNDSSTATUS PARTLY", "PARTLY", FundsState.Unknown).With(UnrecognizedValue),
        NotPaid("NEW_REASON", PaymentState.Failed, FailureReason.Unknown).With(UnrecognizedValue),
    ];

    public static StatusCase StateValue(string name) => DocumentedValues.First(value => value.Name == name);

    private static StatusCase Pending(
        string name, (string Field, string StateValue) more, PaymentState state, FundsState funds = FundsState.NotReported) => new(
        name, Wire(("STATUS", "PENDING"), more), state, Finality.Open, funds, FailureReason.None, Undecided);

    private static StatusCase Paid(string name, string funds, FundsState state) => new(
        name, Wire(("STATUS", "SUCCEEDED"), ("FUNDSSTATUS", funds)), PaymentState.Captured, Finality.Final, state,
        FailureReason.None, Success);

    private static StatusCase NotPaid(
        string value, PaymentState state, FailureReason reason, string funds = "", FundsState fundsState = FundsState.NotReported) => new(
        $"FAILED, {(value.Length == 0 ? "no reason" : value)}{(funds.Length == 0 ? "" : ", " + funds)}",
        Wire(("STATUS", "FAILED"), ("FAILREASON", value), ("FUNDSSTATUS", funds)),
        state,
        Finality.Provisional,
        fundsState,
        reason,
        PaymentVerdict.Failure);

    private static StatusCase New(string value) => new StatusCase(
        value.Length > 40 ? $"STATUS of {value.Length} letters" : $"STATUS {value}",
        Wire(("STATUS", value), ("FUNDSSTATUS", "RECEIVED")),
        PaymentState.Unknown,
        Finality.Unknown,
        FundsState.Unknown,
        FailureReason.Unknown,
        PaymentVerdict.Unknown).With(UnrecognizedValue);

    private static Dictionary<string, string> Wire(params (string Name, string StateValue)[] fields) =>
        fields.Where(field => field.StateValue.Length > 0)
            .ToDictionary(field => field.Name, field => field.StateValue, StringComparer.Ordinal);
}
