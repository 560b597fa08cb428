using PaymentStatusSdk.Tracking.Checks;
using static PaymentStatusSdk.Tracking.Tests.Checks.TrackedPayment;

namespace PaymentStatusSdk.Tracking.Tests.Checks;

/// <summary>Each decision about attempts, with every kind of its input.</summary>
public class AttemptRulesTests
{
    private const string Uuid = "5b1c2d3e-4f50-6172-8394-a5b6c7d8e9f0";
    private static readonly GatewayCapabilities Capabilities = new();

    [Theory]
    [InlineData(PaymentState.Declined, true)]
    [InlineData(PaymentState.Failed, true)]
    [InlineData(PaymentState.Canceled, true)]
    [InlineData(PaymentState.Expired, true)]
    [InlineData(PaymentState.Unknown, false)]
    [InlineData(PaymentState.Pending, false)]
    [InlineData(PaymentState.ActionRequired, false)]
    [InlineData(PaymentState.Authorized, false)]
    [InlineData(PaymentState.Approved, false)]
    [InlineData(PaymentState.Captured, false)]
    [InlineData(PaymentState.Credited, false)]
    [InlineData(PaymentState.Reversed, false)]
    [InlineData(PaymentState.RefundPending, false)]
    [InlineData(PaymentState.Refunded, false)]
    [InlineData(PaymentState.PartiallyRefunded, false)]
    [InlineData(PaymentState.ChargedBack, false)]
    public void Attempt_begins_only_after_a_failure(PaymentState state, bool begins) =>
        Assert.Equal(begins, Attempts.Begins(Row(Believe(state)), Fresh(null), Capabilities));

    [Fact]
    public void No_attempt_begins_without_a_belief() => Assert.False(Attempts.Begins(Row(null), Fresh(null), Capabilities));

    [Theory]
    [InlineData(TrackingStatus.Active, Finality.Final, true)]
    [InlineData(TrackingStatus.Active, Finality.Provisional, false)]
    [InlineData(TrackingStatus.Active, Finality.Open, false)]
    [InlineData(TrackingStatus.Active, Finality.Unknown, false)]
    [InlineData(TrackingStatus.Completed, Finality.Provisional, true)]
    [InlineData(TrackingStatus.Stopped, Finality.Open, true)]
    public void Failure_that_is_still_followed_and_may_change_begins_no_attempt(TrackingStatus status, Finality finality, bool begins)
    {
        var row = Row(StatusRules.Advance(null, Result(PaymentState.Declined, finality))) with { Status = status };

        Assert.Equal(begins, Attempts.Begins(row, Fresh(null), Capabilities));
    }

    [Theory]
    [InlineData("g-1", null, true)]
    [InlineData("g-1", "g-1", false)]
    [InlineData("g-1", "g-2", true)]
    [InlineData(null, "g-2", true)]
    [InlineData(null, null, true)]
    public void Reference_of_the_failure_begins_no_attempt(string? known, string? reported, bool begins) =>
        Assert.Equal(
            begins,
            Attempts.Begins(Row(Believe(PaymentState.Declined)) with { GatewayReference = known }, Fresh(reported), Capabilities));

    [Fact]
    public void Query_by_gateway_reference_begins_no_attempt()
    {
        var fresh = new TrackedPayment(query: TransactionQuery.ByGatewayReference("g-2")).Row;

        Assert.False(Attempts.Begins(Row(Believe(PaymentState.Declined)), fresh, Capabilities));
    }

    [Theory]
    [InlineData(TransactionKind.Unknown, null, TransactionKind.Purchase, "4")]
    [InlineData(TransactionKind.Payout, "5", TransactionKind.Payout, "5")]
    public void New_attempt_has_no_findings_and_takes_over_what_its_query_does_not_state(
        TransactionKind kind, string? amount, TransactionKind expectedKind, string expectedAmount)
    {
        var row = Row(Believe(PaymentState.Declined)) with
        {
            HasMismatch = true,
            LastOutcome = LookupOutcome.Mismatch,
            Query = TransactionQuery.ByMerchantReference("ORDER-1") with { Kind = TransactionKind.Purchase, ExpectedAmount = Euros("4") },
        };
        var fresh = Fresh(null) is var one
            ? one with { TrackedAt = Start.AddHours(3), Query = one.Query with { Kind = kind, ExpectedAmount = Euros(amount) } }
            : one;

        var begun = Attempts.Begin(row, fresh);

        Assert.Equal(
            (null, null, false, LookupOutcome.Unknown, Start.AddHours(3)),
            (begun.Belief, begun.GatewayReference, begun.HasMismatch, begun.LastOutcome, begun.AttemptStartedAt));
        Assert.Equal((expectedKind, Euros(expectedAmount)), (begun.Query.Kind, begun.Query.ExpectedAmount));
        var earlier = Assert.Single(begun.EarlierAttempts);
        Assert.Equal(
            (Start, "g-1", row.Belief, Euros("4")),
            (earlier.StartedAt, earlier.GatewayReference, earlier.Belief, earlier.ExpectedAmount));

        static Money? Euros(string? text) =>
            text is null ? null : new Money(decimal.Parse(text, System.Globalization.CultureInfo.InvariantCulture), "EUR");
    }

    // Gateway references of the current attempt, and of two earlier ones; reference and state of the answer.
    [Theory]
    [InlineData(null, "a", "b", "a", PaymentState.Captured, 0)]
    [InlineData(null, "a", "b", "b", PaymentState.Captured, 1)]
    [InlineData(null, "a", "b", "B", PaymentState.Pending, 1)]
    [InlineData("b", "a", "b", "b", PaymentState.Declined, -1)]
    [InlineData(null, "a", "b", "c", PaymentState.Declined, -1)]
    [InlineData(null, "a", "b", null, PaymentState.Declined, 0)]
    [InlineData(null, "a", "b", " ", PaymentState.Declined, 0)]
    [InlineData(null, "a", "b", null, PaymentState.Pending, -1)]
    [InlineData(null, null, "b", "c", PaymentState.Declined, 0)]
    [InlineData(null, null, null, null, PaymentState.Failed, 0)]
    [InlineData(null, null, null, null, PaymentState.Captured, -1)]
    public void Answer_is_about_the_attempt_with_its_reference(
        string? current, string? first, string? second, string? answered, PaymentState state, int expected)
    {
        var row = Row(null) with { GatewayReference = current, EarlierAttempts = [Attempt(first), Attempt(second)] };
        var result = Result(state) with { GatewayReference = answered };

        Assert.Equal(expected, Attempts.IndexOf(row, result));
        Assert.Equal(-1, Attempts.IndexOf(row with { EarlierAttempts = [] }, result));
    }

    // An unreadable state says nothing about the current attempt.
    [Theory]
    [InlineData(null, 0)]
    [InlineData(PaymentState.Unknown, 0)]
    [InlineData(PaymentState.Pending, -1)]
    public void Failure_without_a_reference_is_the_known_one_until_the_current_attempt_has_an_answer(PaymentState? current, int expected)
    {
        var belief = current is { } state ? Believe(state, null) : null;
        var row = Row(belief) with { GatewayReference = null, EarlierAttempts = [Attempt("a")] };

        Assert.Equal(expected, Attempts.IndexOf(row, Result(PaymentState.Declined) with { GatewayReference = null }));
    }

    [Theory]
    [InlineData("G-1", "g-1", "g-1")]
    [InlineData(null, "g-1", null)]
    [InlineData("G-1", null, "G-1")]
    public void Spelling_of_the_belief_is_kept(string? answered, string? known, string? expected)
    {
        var result = Result(PaymentState.Declined) with { GatewayReference = answered };

        Assert.Equal(expected, Attempts.WithKnownSpelling(result, Believe(PaymentState.Declined, known)).GatewayReference);
        Assert.Equal(answered, Attempts.WithKnownSpelling(result, null).GatewayReference);
    }

    [Theory]
    [InlineData(PaymentState.Captured, null, null, true)]
    [InlineData(PaymentState.Captured, PaymentState.Unknown, null, true)]
    [InlineData(PaymentState.Captured, PaymentState.Pending, "c", true)]
    [InlineData(PaymentState.Captured, PaymentState.Captured, "c", false)]
    [InlineData(PaymentState.Captured, PaymentState.Captured, null, false)]
    [InlineData(PaymentState.Captured, PaymentState.Refunded, "c", false)]
    [InlineData(PaymentState.Refunded, PaymentState.Pending, "c", true)]
    [InlineData(PaymentState.Pending, null, null, true)]
    [InlineData(PaymentState.Pending, PaymentState.Authorized, "c", false)]
    [InlineData(PaymentState.Pending, PaymentState.Authorized, null, false)]
    [InlineData(PaymentState.Declined, null, null, false)]
    // The gateway knows the current attempt: only a payment ends it.
    [InlineData(PaymentState.Captured, null, "c", true)]
    [InlineData(PaymentState.Captured, PaymentState.Unknown, "c", true)]
    [InlineData(PaymentState.Pending, null, "c", false)]
    [InlineData(PaymentState.Pending, PaymentState.Unknown, "c", false)]
    public void Earlier_attempt_becomes_current_unless_the_current_one_has_progressed_further(
        PaymentState earlier, PaymentState? current, string? reference, bool expected) =>
        Assert.Equal(
            expected,
            Attempts.BecomesCurrent(
                Row(current is { } state ? Believe(state, reference) : null) with { GatewayReference = reference }, Believe(earlier)));

    [Theory]
    [InlineData("a", "a")]
    [InlineData(null, "g-1")]
    public void Attempt_that_becomes_current_again_is_taken_out_of_the_earlier_ones(string? reference, string expected)
    {
        var row = Row(Believe(PaymentState.Pending, "c")) with
        {
            GatewayReference = "c",
            HasMismatch = true,
            AttemptStartedAt = Start.AddHours(2),
            EarlierAttempts = [Attempt("x"), Attempt(reference) with { StartedAt = Start.AddHours(1) }, Attempt("y")],
        };
        var belief = Believe(PaymentState.Captured);

        var current = Attempts.MakeCurrent(row, 1, belief);
        var unknown = Attempts.MakeCurrent(row with { Belief = null, GatewayReference = null }, 1, belief);

        Assert.Equal(
            (belief, expected, false, Start.AddHours(1)),
            (current.Belief, current.GatewayReference, current.HasMismatch, current.AttemptStartedAt));
        Assert.Equal(["c", "x", "y"], current.EarlierAttempts.Select(attempt => attempt.GatewayReference));
        Assert.Equal(Start.AddHours(2), current.EarlierAttempts[0].StartedAt);
        Assert.Equal(["x", "y"], unknown.EarlierAttempts.Select(attempt => attempt.GatewayReference));
        TrackedAttempt[] paid = [Attempt("x") with { Belief = Believe(PaymentState.Captured, "x") }, Attempt("y")];
        Assert.True(Attempts.MakeCurrent(row with { HasMismatch = false, EarlierAttempts = paid }, 1, belief).HasMismatch);
        Assert.True(Attempts.Begin(row with { HasMismatch = false, EarlierAttempts = paid }, Fresh(null)).HasMismatch);
    }

    // The current attempt, and two earlier ones.
    [Theory]
    [InlineData(PaymentState.Captured, PaymentState.Captured, null, true)]
    [InlineData(PaymentState.Captured, PaymentState.Declined, PaymentState.Refunded, true)]
    [InlineData(null, PaymentState.Captured, PaymentState.Captured, true)]
    [InlineData(null, PaymentState.Captured, PaymentState.Declined, true)]
    [InlineData(PaymentState.Pending, null, PaymentState.Captured, true)]
    [InlineData(PaymentState.Captured, null, null, false)]
    [InlineData(PaymentState.Captured, PaymentState.Declined, PaymentState.Declined, false)]
    public void Earlier_attempt_is_paid_when_one_of_them_was(
        PaymentState? current, PaymentState? first, PaymentState? second, bool expected)
    {
        var row = Row(Of(current)) with
        {
            EarlierAttempts = [Attempt("a") with { Belief = Of(first) }, Attempt("b") with { Belief = Of(second) }],
        };

        Assert.Equal(expected, Attempts.IsEarlierPaid(row));

        static StatusBelief? Of(PaymentState? state) => state is { } known ? Believe(known) : null;
    }

    [Fact]
    public void New_belief_of_an_earlier_attempt_changes_this_attempt_only()
    {
        var row = Row(null) with { EarlierAttempts = [Attempt("x"), Attempt(null), Attempt("y")] };
        var belief = Believe(PaymentState.Pending);

        var changed = Attempts.With(row, 1, belief);

        Assert.Equal([row.EarlierAttempts[0], row.EarlierAttempts[2]], [changed.EarlierAttempts[0], changed.EarlierAttempts[2]]);
        Assert.Equal(("g-1", belief), (changed.EarlierAttempts[1].GatewayReference, changed.EarlierAttempts[1].Belief));
        Assert.Equal("x", Attempts.With(row, 0, belief).EarlierAttempts[0].GatewayReference);
    }

    // Each attempt as the hour in which it began, and its reference.
    [Theory]
    [InlineData("", "2x 1y", "2x 1y")]
    [InlineData("2x", "", "2x")]
    [InlineData("1x", "3z 2y", "3z 2y 1x")]
    [InlineData("3x 1w", "2y", "3x 2y 1w")]
    // The survivor knows these.
    [InlineData("3x 2y", "4X 2y", "3x 2y")]
    [InlineData("", "4G-1 2y", "2y")]
    [InlineData("1", "2", "2 1")]
    public void Attempts_of_a_duplicate_are_added_in_the_order_of_their_beginning(string known, string added, string expected)
    {
        var together = Attempts.Together(
            Row(null) with { EarlierAttempts = Parse(known) }, Row(null) with { EarlierAttempts = Parse(added) });

        Assert.Equal(expected, string.Join(' ', together.Select(one => $"{(one.StartedAt - Start).TotalHours}{one.GatewayReference}")));

        static TrackedAttempt[] Parse(string text) => [.. text.Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Select(one => Attempt(one.Length > 1 ? one[1..] : null) with { StartedAt = Start.AddHours(one[0] - '0') })];
    }

    [Fact]
    public void Latest_attempts_of_a_duplicate_are_kept_up_to_a_maximum()
    {
        TrackedAttempt[] added = [.. Enumerable.Range(0, Attempts.MaxKept)
            .Select(hour => Attempt($"a-{hour}") with { StartedAt = Start.AddHours(hour) })];
        var row = Row(null) with { EarlierAttempts = [Attempt("x") with { StartedAt = Start.AddHours(20) }] };

        var together = Attempts.Together(row, Row(null) with { EarlierAttempts = added });

        Assert.Equal((Attempts.MaxKept, "x", "a-1"), (together.Count, together[0].GatewayReference, together[^1].GatewayReference));
    }

    [Theory]
    [InlineData("a", "A", true)]
    [InlineData("a", "b", false)]
    [InlineData("a", null, false)]
    [InlineData(null, null, false)]
    [InlineData(" ", " ", false)]
    [InlineData(Uuid, "{5B1C2D3E-4F50-6172-8394-A5B6C7D8E9F0}", true)]
    [InlineData(Uuid, "{5B1C2D3E-4F50-6172-8394-A5B6C7D8E9F1}", false)]
    [InlineData(Uuid, "a", false)]
    [InlineData("a", Uuid, false)]
    public void References_are_equal_in_any_spelling(string? one, string? other, bool expected) =>
        Assert.Equal(expected, Attempts.IsSameId(one, other));

    private static TrackedTransaction Row(StatusBelief? belief) => new TrackedPayment().Row with
    {
        Status = TrackingStatus.Completed,
        GatewayReference = "g-1",
        Belief = belief,
    };

    private static TrackedTransaction Fresh(string? gatewayReference) =>
        new TrackedPayment(query: TransactionQuery.ByMerchantReference("ORDER-1") with { ExpectedGatewayReference = gatewayReference }).Row;

    private static TrackedAttempt Attempt(string? reference) =>
        new() { StartedAt = Start, GatewayReference = reference, Belief = Believe(PaymentState.Declined, reference) };
}
