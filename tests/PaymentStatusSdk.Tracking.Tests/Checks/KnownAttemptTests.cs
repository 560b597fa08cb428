using PaymentStatusSdk.Tracking.Checks;
using static PaymentStatusSdk.Tracking.Tests.Checks.TrackedPayment;

namespace PaymentStatusSdk.Tracking.Tests.Checks;

/// <summary>Attempts of which a gateway reference or an amount is known, with or without an answer.</summary>
public class KnownAttemptTests
{
    private static readonly TransactionQuery ByOrder = TransactionQuery.ByMerchantReference("ORDER-1");

    // Forgetting it would let a later payment of it pass unnoticed.
    [Theory]
    [InlineData(null, null, 0)]
    [InlineData("g-2", null, 1)]
    [InlineData("g-2", PaymentState.Unknown, 1)]
    [InlineData(null, PaymentState.Unknown, 0)]
    [InlineData(null, PaymentState.Pending, 1)]
    public void Current_attempt_is_kept_if_it_has_a_reference_or_an_answer(string? reference, PaymentState? state, int kept)
    {
        var row = Row("g-1") with { GatewayReference = reference, Belief = state is { } known ? Believe(known, reference) : null };

        var made = Attempts.MakeCurrent(row, 0, Believe(PaymentState.Captured, "g-1"));

        Assert.Equal("g-1", made.GatewayReference);
        Assert.Equal(kept, made.EarlierAttempts.Count);
        Assert.All(made.EarlierAttempts, attempt => Assert.Equal((reference, row.Belief), (attempt.GatewayReference, attempt.Belief)));
    }

    [Fact]
    public void Attempts_stay_within_their_maximum_when_one_becomes_current()
    {
        var row = Row([.. Enumerable.Range(0, Attempts.MaxKept + 1).Select(number => $"g-{number}")]) with { GatewayReference = "g-x" };

        var made = Attempts.MakeCurrent(row, 0, Believe(PaymentState.Captured, "g-0"));

        Assert.Equal(Attempts.MaxKept, made.EarlierAttempts.Count);
        Assert.Equal("g-x", made.EarlierAttempts[0].GatewayReference);
    }

    [Theory]
    [InlineData(4, 5, 4)]
    [InlineData(null, 5, 5)]
    [InlineData(4, null, 4)]
    [InlineData(null, null, null)]
    public void Attempt_that_becomes_current_again_has_its_own_amount(int? earlier, int? current, int? expected)
    {
        var row = Expecting(Row("a") with { Belief = Believe(PaymentState.Pending, "c") }, earlier, current);

        var made = Attempts.MakeCurrent(row, 0, Believe(PaymentState.Captured, "a"));

        Assert.Equal((Euros(expected), Euros(current)), (made.Query.ExpectedAmount, made.EarlierAttempts[0].ExpectedAmount));
    }

    // The client compares an answer with the amount of the current attempt only.
    [Theory]
    [InlineData(4, 4, true)]
    [InlineData(4, 5, false)]
    [InlineData(4, null, true)]
    [InlineData(null, 5, true)]
    public void Earlier_attempt_that_is_paid_with_another_amount_is_a_mismatch(int? expected, int? answered, bool isCurrent)
    {
        var payment = new TrackedPayment();
        payment.Row = Expecting(Row("g-1"), expected, 5);

        var reported = payment.CheckNow(Paid("g-1", answered));

        Assert.Equal([isCurrent ? StatusChangeKind.Overturned : StatusChangeKind.Mismatch], reported.Take(1));
        Assert.Equal(
            isCurrent ? ("g-1", PaymentVerdict.Success) : (null, PaymentVerdict.Unknown),
            (payment.Row.GatewayReference, payment.Row.Verdict));
        Assert.Equal(!isCurrent, payment.Row.HasMismatch);
    }

    [Theory]
    [InlineData("g-2", false)]
    [InlineData("G-2", false)]
    [InlineData(null, false)]
    [InlineData("g-3", true)]
    public void First_answer_about_another_reference_than_that_of_the_row_is_a_mismatch(string? answered, bool isMismatch)
    {
        var payment = new TrackedPayment();
        payment.Row = Row("g-1") with { GatewayReference = "g-2" };

        payment.CheckNow(AnswerOf(answered, PaymentState.Captured));

        Assert.Equal((isMismatch, isMismatch), (payment.Row.HasMismatch, payment.Row.Belief is null));
        Assert.Equal("g-2", payment.Row.GatewayReference);
    }

    [Fact]
    public void Earlier_attempt_that_is_pending_again_waits_for_the_attempt_that_the_gateway_knows()
    {
        var payment = new TrackedPayment();
        payment.Row = Row("g-1") with { GatewayReference = "g-2" };

        Assert.Empty(payment.CheckNow(AnswerOf("g-1", PaymentState.Pending)));
        Assert.Equal(("g-2", LookupOutcome.NotFound), (payment.Row.GatewayReference, payment.Row.LastOutcome));

        Assert.Equal([StatusChangeKind.Overturned], payment.CheckNow(AnswerOf("g-1", PaymentState.Captured)));
        Assert.Equal(("g-1", PaymentVerdict.Success), (payment.Row.GatewayReference, payment.Row.Verdict));
        Assert.Equal("g-2", Assert.Single(payment.Row.EarlierAttempts).GatewayReference);

        Assert.Equal([StatusChangeKind.Mismatch], payment.CheckNow(AnswerOf("g-2", PaymentState.Captured)));
        Assert.Equal(PaymentVerdict.Unknown, payment.Row.Verdict);
    }

    [Fact]
    public void Query_of_a_row_with_earlier_attempts_is_that_by_their_common_reference()
    {
        var query = TransactionQuery.ByGatewayReference("g-2") with { ExpectedMerchantReference = "ORDER-1", ExpectedAmount = Euros(5) };
        var attempts = Row("g-1").EarlierAttempts;

        Assert.Equal(ByOrder with { ExpectedAmount = Euros(5) }, Attempts.QueryOf(query, "ORDER-1", attempts));
        Assert.Equal(ByOrder, Attempts.QueryOf(ByOrder with { ExpectedGatewayReference = "g-2" }, "ORDER-1", attempts));
        Assert.Same(query, Attempts.QueryOf(query, "ORDER-1", []));
        Assert.Same(query, Attempts.QueryOf(query, null, attempts));
    }

    // The failed attempt may still be paid, and only a query by merchant reference finds that out.
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Row_with_an_earlier_attempt_stays_queried_by_merchant_reference(bool isByGateway)
    {
        var payment = new TrackedPayment();
        payment.CheckWhenDue(AnswerOf("g-1", PaymentState.Declined));
        payment.TrackAgain(later: TimeSpan.FromHours(1));
        var query = payment.Row.Query;

        payment.TrackAgain(isByGateway
            ? TransactionQuery.ByGatewayReference("g-2") with { ExpectedMerchantReference = "ORDER-1" }
            : ByOrder with { ExpectedGatewayReference = "g-2" });

        Assert.Equal((query, "g-2"), (payment.Row.Query, payment.Row.GatewayReference));
        payment.CheckNow(AnswerOf("g-1", PaymentState.Captured));
        Assert.Equal(("g-1", PaymentVerdict.Success), (payment.Row.GatewayReference, payment.Row.Verdict));
    }

    [Fact]
    public void Row_whose_query_names_no_merchant_reference_is_queried_by_that_of_the_next_call()
    {
        var payment = new TrackedPayment(query: TransactionQuery.ByGatewayReference("g-2"));
        payment.Row = payment.Row with { EarlierAttempts = Row("g-1").EarlierAttempts };

        payment.TrackAgain(ByOrder with { ExpectedGatewayReference = "g-2" });

        Assert.Equal((ByOrder, "g-2"), (payment.Row.Query, payment.Row.GatewayReference));
    }

    private static TrackedTransaction Row(params string[] earlier) => new TrackedPayment().Row with
    {
        EarlierAttempts =
        [
            .. earlier.Select(reference => new TrackedAttempt
            {
                StartedAt = Start,
                GatewayReference = reference,
                Belief = Believe(PaymentState.Declined, reference),
            }),
        ],
    };

    private static TrackedTransaction Expecting(TrackedTransaction row, int? earlier, int? current) => row with
    {
        Query = row.Query with { ExpectedAmount = Euros(current) },
        EarlierAttempts = [row.EarlierAttempts[0] with { ExpectedAmount = Euros(earlier) }],
    };

    private static CheckReport Paid(string gatewayReference, int? amount) => CheckReport.Of(
        Result(PaymentState.Captured, Finality.Final) with { GatewayReference = gatewayReference, Amount = Euros(amount) });

    private static Money? Euros(int? amount) => amount is { } known ? new Money(known, "EUR") : null;
}
