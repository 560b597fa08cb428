using PaymentStatusSdk.Adapters;
using PaymentStatusSdk.Desjardins.Protocol;

namespace PaymentStatusSdk.Desjardins.Tests;

/// <summary>PROTOCOL.md, states: row by row. Rows 1 and 2 are failures of the query and are covered by the tests of the exchange.</summary>
public sealed class DesjardinsDecisionTableTests
{
    private static readonly DateTimeOffset Young = Account.Now.AddSeconds(-119);
    private static readonly DateTimeOffset Old = Account.Now.AddMinutes(-2);

    [Theory]
    // 3, 4: missing
    [InlineData(3, null, "", TransactionKind.Purchase, true, LookupOutcome.Answered, PaymentState.Pending, Finality.Open)]
    [InlineData(4, null, "", TransactionKind.Purchase, false, LookupOutcome.NotFound, PaymentState.Unknown, Finality.Unknown)]
    // 5: an error beside the target
    [InlineData(5, null, "<error><code>WX99</code></error>", TransactionKind.Purchase, false, LookupOutcome.Answered, PaymentState.Unknown,
        Finality.Unknown)]
    [InlineData(5, null, "<error><code>WX99</code></error>", TransactionKind.Purchase, true, LookupOutcome.Answered, PaymentState.Unknown,
        Finality.Unknown)]
    [InlineData(5, null, "<error><message>A text.</message></error>", TransactionKind.Refund, true, LookupOutcome.Answered,
        PaymentState.Unknown, Finality.Unknown)]
    // 6 to 11: approved
    [InlineData(6, "yes", "", TransactionKind.Purchase, false, LookupOutcome.Answered, PaymentState.Captured, Finality.Final)]
    [InlineData(6, "YES", "", TransactionKind.Purchase, true, LookupOutcome.Answered, PaymentState.Captured, Finality.Final)]
    [InlineData(7, "yes", "", TransactionKind.Preauthorization, false, LookupOutcome.Answered, PaymentState.Authorized, Finality.Open)]
    [InlineData(8, "yes", "", TransactionKind.Completion, false, LookupOutcome.Answered, PaymentState.Captured, Finality.Final)]
    [InlineData(9, "yes", "", TransactionKind.Cancellation, false, LookupOutcome.Answered, PaymentState.Reversed, Finality.Final)]
    [InlineData(10, "yes", "", TransactionKind.Refund, false, LookupOutcome.Answered, PaymentState.Refunded, Finality.Final)]
    [InlineData(11, "yes", "", TransactionKind.Unknown, false, LookupOutcome.Answered, PaymentState.Approved, Finality.Unknown)]
    // 12 to 16: not approved
    [InlineData(12, "no", "<condition_code>103</condition_code>", TransactionKind.Purchase, false, LookupOutcome.Answered,
        PaymentState.Canceled, Finality.Final)]
    [InlineData(13, "no", "<condition_code>117</condition_code><iso_code>XX</iso_code>", TransactionKind.Purchase, false,
        LookupOutcome.Answered, PaymentState.Failed, Finality.Provisional)]
    [InlineData(14, "no", "", TransactionKind.Purchase, false, LookupOutcome.Answered, PaymentState.Failed, Finality.Provisional)]
    [InlineData(14, "no", "<iso_code>XX</iso_code>", TransactionKind.Purchase, false, LookupOutcome.Answered, PaymentState.Failed,
        Finality.Provisional)]
    [InlineData(14, "no", "<iso_code>-</iso_code>", TransactionKind.Purchase, false, LookupOutcome.Answered, PaymentState.Failed,
        Finality.Provisional)]
    [InlineData(14, "no", "<iso_code>5.</iso_code>", TransactionKind.Purchase, false, LookupOutcome.Answered, PaymentState.Failed,
        Finality.Provisional)]
    [InlineData(15, "no", "<iso_code>000</iso_code>", TransactionKind.Purchase, false, LookupOutcome.Answered, PaymentState.Unknown,
        Finality.Unknown)]
    [InlineData(15, "no", "<iso_code>00</iso_code>", TransactionKind.Purchase, false, LookupOutcome.Answered, PaymentState.Unknown,
        Finality.Unknown)]
    [InlineData(16, "no", "<iso_code>05</iso_code>", TransactionKind.Purchase, false, LookupOutcome.Answered, PaymentState.Declined,
        Finality.Final)]
    [InlineData(16, "no", "<iso_code>05</iso_code><condition_code>5</condition_code>", TransactionKind.Purchase, false,
        LookupOutcome.Answered, PaymentState.Declined, Finality.Final)]
    // 17, 18: unreadable, or named without a value
    [InlineData(17, "maybe", "", TransactionKind.Refund, true, LookupOutcome.Answered, PaymentState.Pending, Finality.Open)]
    [InlineData(17, null, "<amount>1</amount>", TransactionKind.Completion, true, LookupOutcome.Answered, PaymentState.Pending,
        Finality.Open)]
    [InlineData(17, null, "<amount>1</amount>", TransactionKind.Cancellation, true, LookupOutcome.Answered, PaymentState.Pending,
        Finality.Open)]
    [InlineData(18, "maybe", "", TransactionKind.Purchase, true, LookupOutcome.Answered, PaymentState.Unknown, Finality.Unknown)]
    [InlineData(18, "maybe", "", TransactionKind.Refund, false, LookupOutcome.Answered, PaymentState.Unknown, Finality.Unknown)]
    [InlineData(18, null, "<amount>1</amount>", TransactionKind.Refund, false, LookupOutcome.Answered, PaymentState.Unknown,
        Finality.Unknown)]
    public void Row_is_read_according_to_the_table(
        int row, string? approved, string fields, TransactionKind kind, bool isYoung, LookupOutcome outcome, PaymentState state,
        Finality finality)
    {
        var reading = Account.Read(approved, fields, kind, isYoung ? Young : Old);

        Assert.True((outcome, state, finality) == (reading.Outcome, reading.State, reading.Finality), $"row {row}: {reading}");
        Assert.Equal((ReasonOf(state), FundsOf(state)), (reading.Reason, reading.Funds));
        // Also of a missing transaction, so that the core can compare it with the query.
        Assert.Equal("T1", reading.MerchantReference);
    }

    [Theory]
    [InlineData("<condition_code>103</condition_code>")]
    [InlineData("<iso_code>05</iso_code>")]
    [InlineData("<condition_code>117</condition_code>")]
    public void Rejection_of_a_young_transaction_is_pending(string fields)
    {
        var reading = Account.Read("no", fields, TransactionKind.Purchase, Young);

        Assert.Equal((PaymentState.Pending, Finality.Open), (reading.State, reading.Finality));
        Assert.Equal((FailureReason.None, FundsState.NotReported), (reading.Reason, reading.Funds));
        Assert.Equal([StatusAnomalyKind.TooEarly], reading.Kinds());
        Assert.Equal("no", reading.Answer.State);
    }

    [Fact]
    public void Contradiction_of_a_young_rejection_stays_visible()
    {
        var reading = Account.Read("no", "<iso_code>00</iso_code>", TransactionKind.Purchase, Young);

        Assert.Equal(PaymentState.Pending, reading.State);
        Assert.Equal([StatusAnomalyKind.ContradictoryFields, StatusAnomalyKind.TooEarly], reading.Kinds());
    }

    [Fact]
    public void Missing_young_transaction_is_treated_like_a_reported_one()
    {
        var reading = Account.Read(null, "", TransactionKind.Purchase, Young);

        Assert.Equal(("T1", StatusAnomalyKind.TooEarly), (reading.MerchantReference, Assert.Single(reading.Kinds())));
    }

    [Fact]
    public void Transaction_without_a_submission_time_is_never_young() =>
        Assert.Equal(LookupOutcome.NotFound, Account.Read(null, "", TransactionKind.Purchase, submittedAt: null).Outcome);

    [Theory]
    [InlineData(TransactionKind.Completion)]
    [InlineData(TransactionKind.Cancellation)]
    [InlineData(TransactionKind.Refund)]
    [InlineData(TransactionKind.Unknown)]
    public void Declined_follow_up_transaction_leaves_the_payment_unchanged(TransactionKind kind)
    {
        string[] all = ["<condition_code>103</condition_code>", "<condition_code>117</condition_code>", "<iso_code>05</iso_code>"];

        Assert.All(
            all, fields => Assert.Equal(PaymentVerdict.Unknown, StatusRules.VerdictOf(Account.Read("no", fields, kind).State, kind)));
    }

    [Theory]
    [InlineData(TransactionKind.Purchase, PaymentVerdict.Success)]
    [InlineData(TransactionKind.Preauthorization, PaymentVerdict.Undecided)]
    [InlineData(TransactionKind.Completion, PaymentVerdict.Success)]
    [InlineData(TransactionKind.Cancellation, PaymentVerdict.Returned)]
    [InlineData(TransactionKind.Refund, PaymentVerdict.Returned)]
    [InlineData(TransactionKind.Unknown, PaymentVerdict.Unknown)]
    [InlineData(TransactionKind.Payout, PaymentVerdict.Unknown)]
    public void Approval_has_the_verdict_of_its_kind(TransactionKind kind, PaymentVerdict verdict) =>
        Assert.Equal(verdict, StatusRules.VerdictOf(Account.Read("yes", "", kind).State, kind));

    [Fact]
    public void Approval_of_a_payout_is_an_anomaly()
    {
        var reading = Account.Read("yes", "", TransactionKind.Payout);

        Assert.Equal((PaymentState.Approved, StatusAnomalyKind.UnexpectedState), (reading.State, Assert.Single(reading.Kinds())));
        Assert.Equal(
            [StatusAnomalyKind.ContradictoryFields, StatusAnomalyKind.UnexpectedState],
            Account.Read("yes", "<receipt/>", TransactionKind.Payout).Kinds());
    }

    [Theory]
    [InlineData("")]
    [InlineData("<iso_code>00</iso_code>")]
    [InlineData("<receipt>0APPROUVEE</receipt>")]
    public void Consistent_approval_has_no_anomaly(string fields) =>
        Assert.Empty(Account.Read("yes", fields, TransactionKind.Purchase).Anomalies);

    // Neither the kind nor the age of the transaction decides which of two answers is right.
    [Theory]
    [InlineData("yes", "<error/>", false)]
    [InlineData("yes", "<iso_code>00</iso_code><iso_code>05</iso_code>", false)]
    [InlineData("no", "<amount>1</amount><amount>2</amount>", false)]
    [InlineData("no", "<condition_code>103</condition_code><condition_code>117</condition_code>", false)]
    [InlineData("yes", "", true)]
    [InlineData("no", "", true)]
    public void Contradictory_answers_are_not_read(string approved, string fields, bool isContested)
    {
        foreach (var kind in new[] { TransactionKind.Purchase, TransactionKind.Refund })
        {
            var reading = Account.Read(approved, fields, kind, Young, isContested: isContested);

            Assert.Equal(
                (LookupOutcome.Answered, PaymentState.Unknown, Finality.Unknown, FailureReason.Unknown),
                (reading.Outcome, reading.State, reading.Finality, reading.Reason));
            Assert.Equal([StatusAnomalyKind.ContradictoryFields], reading.Kinds());
        }
    }

    // An approval is read as one of its kind only after the caller has stated the kind.
    [Theory]
    [InlineData("yes", "", nameof(DesjardinsAnswerKind.Approved), PaymentState.Unknown)]
    [InlineData("no", "", nameof(DesjardinsAnswerKind.Refused), PaymentState.Failed)]
    [InlineData("maybe", "", nameof(DesjardinsAnswerKind.Unknown), PaymentState.Unknown)]
    [InlineData(null, "<amount>1</amount>", nameof(DesjardinsAnswerKind.Unknown), PaymentState.Unknown)]
    [InlineData(null, "<error/>", nameof(DesjardinsAnswerKind.ErrorOrContradiction), PaymentState.Unknown)]
    [InlineData("yes", "<error/>", nameof(DesjardinsAnswerKind.ErrorOrContradiction), PaymentState.Unknown)]
    public void Answer_without_its_kind_of_transaction_states_no_payment(
        string? approved, string fields, string kind, PaymentState state)
    {
        var result = Assert.Single(Account.Message(Account.Transaction("T1", approved, fields)).Results);

        var parsed = DesjardinsResponse.Read(result, isContested: false, Account.Request(), Account.Now);

        Assert.Equal((kind, state), ($"{parsed.Kind}", parsed.State));
    }

    [Theory]
    [InlineData("yes", "<iso_code>05</iso_code>", PaymentState.Captured)]
    [InlineData("yes", "<receipt></receipt>", PaymentState.Captured)]
    [InlineData("yes", "<receipt>-</receipt>", PaymentState.Captured)]
    [InlineData("no", "<iso_code>00</iso_code>", PaymentState.Unknown)]
    [InlineData("no", "<iso_code>00</iso_code><condition_code>117</condition_code>", PaymentState.Unknown)]
    [InlineData("yes", "<error><code>W1</code></error>", PaymentState.Unknown)]
    [InlineData("yes", "<iso_code>00</iso_code><iso_code>05</iso_code>", PaymentState.Unknown)]
    public void Inconsistent_fields_are_flagged(string approved, string fields, PaymentState state)
    {
        var reading = Account.Read(approved, fields, TransactionKind.Purchase);

        Assert.Equal((state, StatusAnomalyKind.ContradictoryFields), (reading.State, Assert.Single(reading.Kinds())));
    }

    [Fact]
    public void Unknown_value_is_flagged_and_decides_nothing()
    {
        var reading = Account.Read("peut-être", "", TransactionKind.Purchase);

        Assert.Equal((PaymentState.Unknown, StatusAnomalyKind.UnrecognizedValue), (reading.State, Assert.Single(reading.Kinds())));
    }

    [Theory]
    [InlineData(PaymentState.Unknown, Finality.Unknown)]
    [InlineData(PaymentState.Pending, Finality.Open)]
    [InlineData(PaymentState.Declined, Finality.Final)]
    [InlineData(PaymentState.Failed, Finality.Provisional)]
    [InlineData(PaymentState.Canceled, Finality.Final)]
    [InlineData(PaymentState.Expired, Finality.Final)]
    public void Condition_codes_are_configurable(PaymentState state, Finality finality)
    {
        ParsedStatus Read(string code) => Account.Read(
            "no", $"<condition_code>{code}</condition_code><iso_code>05</iso_code>", TransactionKind.Purchase,
            change: options => options.ConditionCodes["104"] = options.ConditionCodes["117"] = state);

        foreach (var reading in new[] { Read("104"), Read("117") })
        {
            Assert.Equal(
                (state, finality, ReasonOf(state), FundsOf(state)), (reading.State, reading.Finality, reading.Reason, reading.Funds));
        }

        Assert.Equal(PaymentState.Canceled, Read("103").State);
        Assert.Equal(PaymentState.Declined, Read("999").State);
    }

    // A "no" never becomes a paid state, whatever is configured.
    [Fact]
    public void Condition_code_explains_only_why_nothing_was_paid() =>
        Assert.Equal(
            [
                PaymentState.Unknown, PaymentState.Pending, PaymentState.Declined, PaymentState.Failed, PaymentState.Canceled,
                PaymentState.Expired,
            ],
            Enum.GetValues<PaymentState>().Where(DesjardinsStatusMap.MayExplainRefusal));

    [Theory]
    [InlineData(true, LookupOutcome.Answered, PaymentState.Pending)]
    [InlineData(false, LookupOutcome.NotFound, PaymentState.Unknown)]
    public void Configured_error_code_counts_as_missing(bool isYoung, LookupOutcome outcome, PaymentState state)
    {
        ParsedStatus Read(string code) => Account.Read(
            null, $"<error><code>{code}</code></error>", TransactionKind.Purchase, isYoung ? Young : Old,
            options => options.NotFoundCodes.Add("WX99"));

        Assert.Equal((outcome, state), (Read("WX99").Outcome, Read("WX99").State));
        Assert.Equal((LookupOutcome.Answered, PaymentState.Unknown), (Read("WX98").Outcome, Read("WX98").State));
    }

    [Fact]
    public void Secrets_are_redacted_from_texts()
    {
        var reading = Account.Read(
            "yes", $"<receipt_text>key {Account.MerchantKey}</receipt_text><process_info>{Account.MerchantKey}</process_info>");

        Assert.Equal(("key ***", "***"), (reading.Answer.Message, reading.Answer.Fields["process_info"]));
    }

    private static FailureReason ReasonOf(PaymentState state) => state switch
    {
        PaymentState.Unknown => FailureReason.Unknown,
        PaymentState.Declined => FailureReason.RemoteDeclined,
        PaymentState.Failed => FailureReason.Unspecified,
        PaymentState.Canceled => FailureReason.CustomerAborted,
        PaymentState.Expired => FailureReason.TimedOut,
        _ => FailureReason.None,
    };

    // This gateway never reports where the money is.
    private static FundsState FundsOf(PaymentState state) =>
        state == PaymentState.Unknown ? FundsState.Unknown : FundsState.NotReported;
}
