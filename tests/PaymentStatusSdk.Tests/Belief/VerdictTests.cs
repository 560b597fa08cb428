using PaymentStatusSdk.Belief;

namespace PaymentStatusSdk.Tests.Belief;

public sealed class VerdictTests
{
    // U unknown, D undecided, S success, F failure, R returned; columns in the order of TransactionKind.
    private static readonly Dictionary<string, string> Expected = new()
    {
        ["Unknown"] = "UUUUUUU",
        ["Pending"] = "DDDDDDD",
        ["ActionRequired"] = "DDDDDDD",
        ["Authorized"] = "DDDDDDD",
        ["Approved"] = "UUUUUUU",
        ["Captured"] = "SSSSUUU",
        ["Credited"] = "UUUUUUS",
        ["Declined"] = "UFFUUUF",
        ["Failed"] = "UFFUUUF",
        ["Canceled"] = "UFFUUUF",
        ["Expired"] = "UFFUUUF",
        ["Reversed"] = "RRRRRRR",
        ["RefundPending"] = "RRRRRRU",
        ["Refunded"] = "RRRRRRU",
        ["PartiallyRefunded"] = "RRRRRRU",
        ["ChargedBack"] = "RRRRRRU",
    };

    public static MatrixTheoryData<PaymentState, TransactionKind> AllPairs =>
        new(Enum.GetValues<PaymentState>(), Enum.GetValues<TransactionKind>());

    [Theory]
    [MemberData(nameof(AllPairs))]
    public void Verdict_of_every_pair_matches_the_table(PaymentState state, TransactionKind kind)
    {
        var expected = Expected[state.ToString()][(int)kind] switch
        {
            'U' => PaymentVerdict.Unknown,
            'D' => PaymentVerdict.Undecided,
            'S' => PaymentVerdict.Success,
            'F' => PaymentVerdict.Failure,
            'R' => PaymentVerdict.Returned,
            var letter => throw new InvalidOperationException($"No verdict '{letter}'."),
        };

        Assert.Equal(expected, StatusRules.VerdictOf(state, kind));
    }

    [Fact]
    public void Verdict_table_has_a_line_for_every_state()
    {
        Assert.Equal(Enum.GetValues<PaymentState>(), VerdictTable.States.Order());
        Assert.Equal(Enum.GetNames<PaymentState>().Order(), Expected.Keys.Order());
    }

    [Fact]
    public void Verdict_table_has_a_column_for_every_kind()
    {
        var kinds = Enum.GetValues<TransactionKind>();

        // Pending is Undecided for every kind that has a column; a kind without one reads as Unknown.
        Assert.All(kinds, kind => Assert.Equal(PaymentVerdict.Undecided, StatusRules.VerdictOf(PaymentState.Pending, kind)));
        Assert.All(Expected.Values, line => Assert.Equal(kinds.Length, line.Length));
    }

    [Fact]
    public void Class_table_has_a_line_for_every_state()
    {
        Assert.Equal(Enum.GetValues<PaymentState>(), StateClasses.Known.Order());
    }

    // A change of a class changes which answers contest each other, so the table is written down twice.
    [Theory]
    [InlineData(nameof(StateClass.Unknown), PaymentState.Unknown, (PaymentState)99)]
    [InlineData(nameof(StateClass.UnderWay), PaymentState.Pending, PaymentState.ActionRequired)]
    [InlineData(nameof(StateClass.Reserved), PaymentState.Authorized, PaymentState.Approved)]
    [InlineData(
        nameof(StateClass.NotPaid), PaymentState.Declined, PaymentState.Failed, PaymentState.Canceled, PaymentState.Expired)]
    [InlineData(
        nameof(StateClass.Paid), PaymentState.Captured, PaymentState.Credited, PaymentState.RefundPending,
        PaymentState.PartiallyRefunded, PaymentState.ChargedBack)]
    [InlineData(nameof(StateClass.Undone), PaymentState.Refunded, PaymentState.Reversed)]
    public void States_of_a_class_are_listed(string name, params PaymentState[] states) =>
        Assert.All(states, state => Assert.Equal(name, StateClasses.Of(state).ToString()));

    [Theory]
    [InlineData((PaymentState)99, TransactionKind.Purchase)]
    [InlineData(PaymentState.Captured, (TransactionKind)99)]
    [InlineData((PaymentState)(-1), (TransactionKind)(-1))]
    public void Verdict_of_an_undefined_value_is_unknown(PaymentState state, TransactionKind kind)
    {
        Assert.Equal(PaymentVerdict.Unknown, StatusRules.VerdictOf(state, kind));
    }

    [Theory]
    [InlineData(LookupOutcome.Unknown)]
    [InlineData(LookupOutcome.NotFound)]
    [InlineData(LookupOutcome.Ambiguous)]
    [InlineData(LookupOutcome.Mismatch)]
    public void State_without_an_answer_has_no_verdict(LookupOutcome outcome)
    {
        TransactionStatusResult With(PaymentState state) =>
            new() { ClientName = "cards", Kind = TransactionKind.Purchase, Outcome = outcome, State = state };

        Assert.Equal(PaymentVerdict.Unknown, With(PaymentState.Captured).Verdict);
        Assert.Equal(PaymentVerdict.Unknown, With(PaymentState.Declined).Verdict);
        Assert.Equal(PaymentVerdict.Success, (With(PaymentState.Captured) with { Outcome = LookupOutcome.Answered }).Verdict);
    }
}
