using PaymentStatusSdk.Tracking.Tests.Checks;

namespace PaymentStatusSdk.Tracking.Tests;

public class HandOverTests
{
    private static readonly DateTimeOffset Start = Followed.Start;
    private static readonly DateTimeOffset Later = Start.AddHours(1);
    private static readonly GatewayCapabilities Exact = new();
    private static readonly TransactionQuery ByOrder = TransactionQuery.ByMerchantReference("ORDER-1");

    [Fact]
    public void Same_question_adds_nothing() => Assert.Null(Enrollment.Join(Row(ByOrder), Row(ByOrder, Later), Exact));

    [Fact]
    public void Question_that_knows_less_adds_nothing()
    {
        var full = ByOrder with
        {
            Kind = TransactionKind.Purchase,
            ExpectedAmount = Euros(1),
            ExpectedGatewayReference = "g-1",
            SubmittedAt = Start,
        };

        Assert.Null(Enrollment.Join(Row(full), Row(ByOrder, Later), Exact));
    }

    [Fact]
    public void What_was_open_is_taken_over_and_looked_at_now()
    {
        var told = ByOrder with
        {
            Kind = TransactionKind.Purchase,
            ExpectedAmount = Euros(1),
            ExpectedGatewayReference = "g-1",
            SubmittedAt = Start,
        };

        var joined = Enrollment.Join(Row(ByOrder), Row(told, Later), Exact)!;

        Assert.Equal(told, joined.Query);
        Assert.Equal("g-1", joined.GatewayReference);
        Assert.Equal(Later, joined.NextCheckAt);
        Assert.Equal(Start, joined.TrackedAt);
    }

    [Fact]
    public void Gateways_id_is_asked_for_as_soon_as_it_is_known()
    {
        var told = TransactionQuery.ByGatewayReference("g-1") with { ExpectedMerchantReference = "ORDER-1" };

        var joined = Enrollment.Join(Row(ByOrder with { ExpectedAmount = Euros(1) }), Row(told, Later), Exact)!;

        Assert.Equal(told with { ExpectedAmount = Euros(1) }, joined.Query);
        Assert.Equal(("g-1", "ORDER-1"), (joined.GatewayReference, joined.MerchantReference));
    }

    [Fact]
    public void Gateways_id_stays_what_is_asked_for()
    {
        var row = Row(TransactionQuery.ByGatewayReference("g-1"));

        var joined = Enrollment.Join(row, Row(ByOrder with { ExpectedGatewayReference = "g-1" }, Later), Exact)!;

        Assert.Equal(TransactionQuery.ByGatewayReference("g-1") with { ExpectedMerchantReference = "ORDER-1" }, joined.Query);
        Assert.Equal("ORDER-1", joined.MerchantReference);
    }

    [Fact]
    public void Look_that_is_due_sooner_stays_sooner()
    {
        var row = Row(ByOrder) with { NextCheckAt = Start.AddMinutes(1) };

        Assert.Equal(Start.AddMinutes(1), Enrollment.Join(row, Row(ByOrder with { ExpectedAmount = Euros(1) }, Later), Exact)!.NextCheckAt);
    }

    [Theory]
    [InlineData(PaymentState.Captured)]
    [InlineData(PaymentState.Refunded)]
    public void Paid_row_learns_and_stays_ended(PaymentState state)
    {
        var row = Ended(state, TrackingStatus.Completed);

        Assert.Null(Enrollment.Join(row, Row(ByOrder, Later), Exact));
        var joined = Enrollment.Join(row, Row(ByOrder with { ExpectedGatewayReference = "g-1" }, Later), Exact)!;

        Assert.Equal((TrackingStatus.Completed, null, row.CompletedAt), (joined.Status, joined.NextCheckAt, joined.CompletedAt));
        Assert.Equal("g-1", joined.GatewayReference);
    }

    [Theory]
    [InlineData(PaymentState.Declined, TrackingStatus.Completed)]
    [InlineData(PaymentState.Pending, TrackingStatus.Expired)]
    [InlineData(PaymentState.Captured, TrackingStatus.Expired)]
    public void Row_that_came_to_nothing_is_followed_again(PaymentState state, TrackingStatus status)
    {
        var joined = Enrollment.Join(Ended(state, status), Row(ByOrder, Later), Exact)!;

        Assert.Equal((TrackingStatus.Active, Later, null), (joined.Status, joined.NextCheckAt, joined.CompletedAt));
        Assert.True(joined.Progress.Rechecks > 0);
        // What did not fail is the same attempt still.
        Assert.Equal(state == PaymentState.Declined ? null : state, joined.Belief?.State);
        Assert.Equal(state == PaymentState.Declined ? 1 : 0, joined.EarlierAttempts.Count);
    }

    [Fact]
    public void Amount_other_than_the_gateway_has_answered_is_refused()
    {
        var row = Row(ByOrder) with
        {
            Belief = StatusRules.Advance(null, Followed.Result(PaymentState.Captured, Finality.Final) with { Amount = Euros(1) }),
        };

        var refused = Assert.Throws<ArgumentException>(
            () => Enrollment.Join(row, Row(ByOrder with { ExpectedAmount = Euros(100) }, Later), Exact));

        Assert.Contains("the amount ", refused.Message, StringComparison.Ordinal);
        Assert.NotNull(Enrollment.Join(row, Row(ByOrder with { ExpectedAmount = Euros(1) }, Later), Exact));
    }

    [Fact]
    public void Stopped_row_is_followed_again_from_the_beginning()
    {
        var row = Row(ByOrder) with
        {
            Status = TrackingStatus.Stopped,
            NextCheckAt = null,
            CompletedAt = Start.AddMinutes(1),
            DeadlineAt = Start.AddMinutes(2),
            Progress = new ScheduleProgress { Since = Start, Step = 9, Failures = 4, Phase = SchedulePhase.Provisional },
        };

        var joined = Enrollment.Join(row, Row(ByOrder, Later), Exact)!;

        Assert.Equal((TrackingStatus.Active, Later, Later.AddDays(30)), (joined.Status, joined.NextCheckAt, joined.DeadlineAt));
        Assert.Null(joined.CompletedAt);
        Assert.Equal((SchedulePhase.Open, Later, 0), (joined.Progress.Phase, joined.Progress.Since, joined.Progress.Failures));
    }

    [Fact]
    public void Stopped_row_keeps_the_later_deadline()
    {
        var row = Row(ByOrder) with { Status = TrackingStatus.Stopped, NextCheckAt = null, DeadlineAt = Start.AddDays(300) };

        Assert.Equal(Start.AddDays(300), Enrollment.Join(row, Row(ByOrder, Later), Exact)!.DeadlineAt);
    }

    public static TheoryData<string, TransactionQuery, TransactionQuery> Contradictions => new()
    {
        { "kind", ByOrder with { Kind = TransactionKind.Purchase }, ByOrder with { Kind = TransactionKind.Refund } },
        { "amount", ByOrder with { ExpectedAmount = Euros(1) }, ByOrder with { ExpectedAmount = Euros(2) } },
        { "amount", ByOrder with { ExpectedAmount = Euros(1) }, ByOrder with { ExpectedAmount = new Money(1, "CAD") } },
        { "gateway reference", ByOrder with { ExpectedGatewayReference = "g-1" }, ByOrder with { ExpectedGatewayReference = "g-2" } },
        { "gateway reference", TransactionQuery.ByGatewayReference("g-1"), ByOrder with { ExpectedGatewayReference = "g-2" } },
        { "merchant reference", ByOrder, TransactionQuery.ByGatewayReference("g-1") with { ExpectedMerchantReference = "ORDER-2" } },
    };

    [Theory]
    [MemberData(nameof(Contradictions))]
    public void Contradiction_is_refused_and_named(string what, TransactionQuery known, TransactionQuery told)
    {
        var refused = Assert.Throws<ArgumentException>(() => Enrollment.Join(Row(known), Row(told, Later), Exact));

        Assert.Contains($"the {what} ", refused.Message, StringComparison.Ordinal);
        Assert.Contains("cards", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_was_learned_is_contradicted_as_what_was_told()
    {
        var row = Row(TransactionQuery.ByGatewayReference("g-1")) with
        {
            MerchantReference = "ORDER-1",
            Belief = StatusRules.Advance(null, Followed.Result(PaymentState.Pending)),
        };

        var id = Assert.Throws<ArgumentException>(
            () => Enrollment.Join(row, Row(row.Query with { ExpectedMerchantReference = "ORDER-2" }, Later), Exact));
        var kind = Assert.Throws<ArgumentException>(
            () => Enrollment.Join(row, Row(row.Query with { Kind = TransactionKind.Refund }, Later), Exact));

        Assert.Contains("merchant reference ORDER-1", id.Message, StringComparison.Ordinal);
        Assert.Contains("kind Purchase", kind.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Spelling_is_no_contradiction_where_the_gateway_ignores_it()
    {
        var capabilities = new GatewayCapabilities { MerchantReferenceComparison = StringComparison.OrdinalIgnoreCase };

        Assert.Null(Enrollment.Join(Row(ByOrder), Row(TransactionQuery.ByMerchantReference("order-1"), Later), capabilities));
    }

    [Theory]
    [InlineData(TrackingStatus.Active, "first", "second", "first")]
    [InlineData(TrackingStatus.Active, null, "second", "second")]
    [InlineData(TrackingStatus.Stopped, "first", "second", "second")]
    [InlineData(TrackingStatus.Stopped, "first", null, "first")]
    public void Trace_stays_that_of_the_first_call_unless_tracking_begins_anew(
        TrackingStatus status, string? first, string? second, string expected)
    {
        var row = Row(ByOrder) with { Status = status, TraceParent = first };

        var joined = Enrollment.Join(row, Row(ByOrder with { ExpectedAmount = Euros(1) }, Later) with { TraceParent = second }, Exact)!;

        Assert.Equal(expected, joined.TraceParent);
    }

    [Fact]
    public void Trace_alone_adds_nothing() =>
        Assert.Null(Enrollment.Join(Row(ByOrder), Row(ByOrder, Later) with { TraceParent = "second" }, Exact));

    private static TrackedTransaction Ended(PaymentState state, TrackingStatus status) => Row(ByOrder) with
    {
        Status = status,
        NextCheckAt = null,
        CompletedAt = Start.AddMinutes(1),
        Belief = StatusRules.Advance(null, Followed.Result(state, Finality.Final)),
    };

    private static Money Euros(decimal amount) => new(amount, "EUR");

    private static TrackedTransaction Row(TransactionQuery query, DateTimeOffset? at = null) => new Followed(query: query).Row with
    {
        TrackedAt = at ?? Start,
        NextCheckAt = (at ?? Start).AddDays(1),
        DeadlineAt = (at ?? Start).AddDays(30),
        Progress = new ScheduleProgress { Since = at ?? Start, Step = 1 },
    };
}
