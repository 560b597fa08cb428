using PaymentStatusSdk.Tracking;
using PaymentStatusSdk.Tracking.Stores;

namespace PaymentStatusSdk.Invariants.Tests;

/// <summary>A row has the amounts that the merchant has stated for its attempts, and they judge notifications and answers.</summary>
public sealed class AmountInvariantTests
{
    private const string Merchant = "m-1";

    private static readonly Money First = new(10, "EUR");

    private static readonly Money Second = new(20, "EUR");

    private readonly InvariantChecker _checker = new(new InvariantSettings { SeesEveryEvent = true });

    private TrackedTransaction _row = Payment.Row() with
    {
        Query = TransactionQuery.ByMerchantReference(Merchant) with { Kind = TransactionKind.Purchase, ExpectedAmount = First },
        MerchantReference = Merchant,
    };

    private long _fence;

    [Theory]
    [InlineData(10, true)]
    [InlineData(20, true)]
    [InlineData(30, false)]
    public void Notification_about_the_amount_of_an_attempt_and_no_other_wakes_a_completed_row(int amount, bool isOfAttempt)
    {
        BeginSecondAttempt(Second);
        Complete();
        var call = Signed(new Money(amount, "EUR"));

        _checker.Add(new RowNotWoken(call.Now, 1, call));
        _checker.Add(new RowWoken(call.Now, 1) { Request = call, DueAt = call.Now });

        AssertViolations([isOfAttempt ? "did not wake it" : "about another amount"]);
    }

    [Theory]
    [InlineData("m-1", true)]
    [InlineData("m-2", false)]
    [InlineData(null, false)]
    public void Notification_about_an_earlier_attempt_wakes_the_row_that_its_merchant_reference_finds(string? merchant, bool isViolation)
    {
        BeginSecondAttempt(Second);
        Complete();
        var call = Signed(First) with
        {
            GatewayKey = Payment.Reference,
            IsGatewayKeySigned = true,
            MerchantKey = merchant,
            IsMerchantKeySigned = false,
        };

        _checker.Add(new RowNotWoken(call.Now, 1, call));

        AssertViolations(isViolation ? ["did not wake it"] : []);
    }

    [Theory]
    [InlineData(10, true)]
    [InlineData(11, false)]
    public void Without_a_statement_the_amount_is_that_of_the_last_answer(int amount, bool isViolation)
    {
        _row = _row with { Query = _row.Query with { ExpectedAmount = null } };
        Track();
        Commit(Payment.Answer(PaymentState.Captured, 5, Finality.Final) with { MerchantReference = Merchant, Amount = First });
        var call = Signed(new Money(amount, "EUR"));

        _checker.Add(new RowNotWoken(call.Now, 1, call));

        AssertViolations(isViolation ? ["did not wake it"] : []);
    }

    [Theory]
    [InlineData(10, "expects 10 EUR, but 20 EUR was stated")]
    [InlineData(20, null)]
    public void Attempt_that_loses_the_stated_amount_is_a_violation(int amount, string? text)
    {
        BeginSecondAttempt(Second);
        _row = _row with { Query = _row.Query with { ExpectedAmount = new Money(amount, "EUR") } };

        Commit(null);

        AssertViolations(text is null ? [] : [text]);
    }

    [Fact]
    public void Attempt_without_an_amount_expects_that_of_the_attempt_before_it()
    {
        BeginSecondAttempt(null);

        Commit(null);
        AssertViolations([]);
        _row = _row with { Query = _row.Query with { ExpectedAmount = null } };
        Commit(null);

        AssertViolations(["but 10 EUR was stated"]);
    }

    [Theory]
    [InlineData(10, null)]
    [InlineData(20, "not the amount of its attempt")]
    public void Attempt_that_is_paid_with_the_amount_of_another_one_and_has_a_verdict_is_a_violation(int amount, string? text)
    {
        var first = BeginSecondAttempt(Second);
        var answer = Answer(PaymentState.Captured, 31) with { Amount = new Money(amount, "EUR") };

        _row = first with
        {
            Belief = StatusRules.Advance(first.Belief, answer),
            Sequence = _row.Sequence + 1,
            CheckCount = _row.CheckCount,
        };
        Commit(answer, StatusChangeKind.Overturned);

        AssertViolations(text is null ? [] : [text]);
    }

    private static TransactionStatusResult Answer(PaymentState state, double at) =>
        Payment.Answer(state, at, Finality.Final) with { MerchantReference = Merchant };

    private static WakeRequest Signed(Money amount) => new(ProcessLog.At(90), ProcessLog.At(1_000))
    {
        ClientName = Payment.Client,
        MerchantKey = Merchant,
        IsMerchantKeySigned = true,
        Amount = amount,
    };

    private void Track(TransactionQuery? query = null) => _checker.Add(
        new RowEnrolled(ProcessLog.At(10 * _fence), _row, ++_fence) { Fresh = _row with { Query = query ?? _row.Query } });

    /// <summary>The first attempt fails, and the merchant tracks the second one. Returns the row before that.</summary>
    private TrackedTransaction BeginSecondAttempt(Money? stated)
    {
        Track();
        var answer = Answer(PaymentState.Declined, 5);
        _row = _row with { Belief = StatusRules.Advance(null, answer), Sequence = 1 };
        Commit(answer, StatusChangeKind.Changed);
        var first = _row;
        _row = first with
        {
            Belief = null,
            GatewayReference = null,
            AttemptStartedAt = ProcessLog.At(20),
            EarlierAttempts =
            [
                new TrackedAttempt
                {
                    StartedAt = first.TrackedAt,
                    GatewayReference = first.GatewayReference,
                    ExpectedAmount = First,
                    Belief = first.Belief,
                },
            ],
            Query = first.Query with { ExpectedAmount = stated ?? First },
        };
        Track(_row.Query with { ExpectedAmount = stated });
        return first;
    }

    /// <summary>The second attempt is paid.</summary>
    private void Complete()
    {
        var answer = Answer(PaymentState.Captured, 41) with { GatewayReference = "g-2" };
        _row = _row with
        {
            Status = TrackingStatus.Completed,
            Belief = StatusRules.Advance(null, answer),
            GatewayReference = "g-2",
            Sequence = _row.Sequence + 1,
        };
        Commit(answer, StatusChangeKind.Changed);
        AssertViolations([]);
    }

    /// <summary>Commits a check with the row as it is.</summary>
    private void Commit(TransactionStatusResult? answer, StatusChangeKind? kind = null)
    {
        var (fence, at) = (++_fence, ProcessLog.At(10 * _fence));
        if (answer is not null && kind is null)
        {
            _row = _row with { Belief = StatusRules.Advance(_row.Belief, answer), Sequence = _row.Sequence + 1 };
            kind = StatusChangeKind.Changed;
        }

        _row = _row with
        {
            CheckCount = _row.CheckCount + 1,
            NextCheckAt = _row.Status == TrackingStatus.Active ? at.AddSeconds(20) : null,
        };
        _checker.Add(new CheckClaimed(at, 1, fence, at.AddSeconds(5)));
        _checker.Add(new QueryAnswered(at.AddSeconds(1), 1, fence, at, answer));
        IReadOnlyList<StatusChange> changes = kind is { } reported ? [_row.Change(reported)] : [];
        _checker.Add(new CheckCommitted(at.AddSeconds(2), _row, fence, CommitOutcome.Written, changes));
    }

    private void AssertViolations(IReadOnlyList<string> texts)
    {
        Assert.Equal(texts.Count, _checker.Violations.Count);
        Assert.All(texts, (text, index) => Assert.Contains(text, _checker.Violations[index], StringComparison.Ordinal));
    }
}
