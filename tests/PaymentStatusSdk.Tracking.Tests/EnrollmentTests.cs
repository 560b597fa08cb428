using PaymentStatusSdk.Tracking.Tests.Checks;

namespace PaymentStatusSdk.Tracking.Tests;

public class EnrollmentTests
{
    private static readonly DateTimeOffset Start = TrackedPayment.Start;
    private static readonly DateTimeOffset Later = Start.AddHours(1);
    private static readonly GatewayCapabilities Exact = new();
    private static readonly TransactionQuery ByOrder = TransactionQuery.ByMerchantReference("ORDER-1");

    [Fact]
    public void Same_query_adds_nothing() => Assert.Null(Enrollment.Join(Row(ByOrder), Row(ByOrder, Later), Exact));

    [Fact]
    public void Query_with_fewer_details_adds_nothing()
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
    public void New_details_are_merged_and_the_row_is_checked_now()
    {
        var supplied = ByOrder with
        {
            Kind = TransactionKind.Purchase,
            ExpectedAmount = Euros(1),
            ExpectedGatewayReference = "g-1",
            SubmittedAt = Start,
        };

        var joined = Enrollment.Join(Row(ByOrder), Row(supplied, Later), Exact)!;

        Assert.Equal(supplied, joined.Query);
        Assert.Equal("g-1", joined.GatewayReference);
        Assert.Equal(Later, joined.NextCheckAt);
        Assert.Equal(Start, joined.TrackedAt);
    }

    [Fact]
    public void Query_uses_the_gateway_reference_once_it_is_known()
    {
        var supplied = TransactionQuery.ByGatewayReference("g-1") with { ExpectedMerchantReference = "ORDER-1" };

        var joined = Enrollment.Join(Row(ByOrder with { ExpectedAmount = Euros(1) }), Row(supplied, Later), Exact)!;

        Assert.Equal(supplied with { ExpectedAmount = Euros(1) }, joined.Query);
        Assert.Equal(("g-1", "ORDER-1"), (joined.GatewayReference, joined.MerchantReference));
    }

    [Fact]
    public void Query_by_gateway_reference_stays_one()
    {
        var row = Row(TransactionQuery.ByGatewayReference("g-1"));

        var joined = Enrollment.Join(row, Row(ByOrder with { ExpectedGatewayReference = "g-1" }, Later), Exact)!;

        Assert.Equal(TransactionQuery.ByGatewayReference("g-1") with { ExpectedMerchantReference = "ORDER-1" }, joined.Query);
        Assert.Equal("ORDER-1", joined.MerchantReference);
    }

    [Fact]
    public void Earlier_check_keeps_its_time()
    {
        var row = Row(ByOrder) with { NextCheckAt = Start.AddMinutes(1) };

        Assert.Equal(Start.AddMinutes(1), Enrollment.Join(row, Row(ByOrder with { ExpectedAmount = Euros(1) }, Later), Exact)!.NextCheckAt);
    }

    [Theory]
    [InlineData(PaymentState.Captured)]
    [InlineData(PaymentState.Refunded)]
    public void Paid_row_merges_details_and_stays_completed(PaymentState state)
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
    public void Unsuccessful_row_is_tracked_again(PaymentState state, TrackingStatus status)
    {
        var joined = Enrollment.Join(Ended(state, status), Row(ByOrder, Later), Exact)!;

        Assert.Equal((TrackingStatus.Active, Later, null), (joined.Status, joined.NextCheckAt, joined.CompletedAt));
        Assert.True(joined.Progress.Rechecks > 0);
        // A row that did not fail keeps its attempt.
        Assert.Equal(state == PaymentState.Declined ? null : state, joined.Belief?.State);
        Assert.Equal(state == PaymentState.Declined ? 1 : 0, joined.EarlierAttempts.Count);
    }

    [Fact]
    public void Amount_that_differs_from_the_gateways_answer_is_rejected()
    {
        var row = Row(ByOrder) with
        {
            Belief = StatusRules.Advance(null, TrackedPayment.Result(PaymentState.Captured, Finality.Final) with { Amount = Euros(1) }),
        };

        var refused = Assert.Throws<ArgumentException>(
            () => Enrollment.Join(row, Row(ByOrder with { ExpectedAmount = Euros(100) }, Later), Exact));

        Assert.Contains("the amount ", refused.Message, StringComparison.Ordinal);
        Assert.NotNull(Enrollment.Join(row, Row(ByOrder with { ExpectedAmount = Euros(1) }, Later), Exact));
    }

    [Fact]
    public void Stopped_row_is_tracked_again_from_the_beginning()
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
    public void Contradiction_is_rejected_and_named(string name, TransactionQuery known, TransactionQuery supplied)
    {
        var refused = Assert.Throws<ArgumentException>(() => Enrollment.Join(Row(known), Row(supplied, Later), Exact));

        Assert.Contains($"the {name} ", refused.Message, StringComparison.Ordinal);
        Assert.Contains("cards", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Learned_values_are_as_binding_as_supplied_values()
    {
        var row = Row(TransactionQuery.ByGatewayReference("g-1")) with
        {
            MerchantReference = "ORDER-1",
            Belief = StatusRules.Advance(null, TrackedPayment.Result(PaymentState.Pending)),
        };

        var id = Assert.Throws<ArgumentException>(
            () => Enrollment.Join(row, Row(row.Query with { ExpectedMerchantReference = "ORDER-2" }, Later), Exact));
        var kind = Assert.Throws<ArgumentException>(
            () => Enrollment.Join(row, Row(row.Query with { Kind = TransactionKind.Refund }, Later), Exact));

        Assert.Contains("merchant reference ORDER-1", id.Message, StringComparison.Ordinal);
        Assert.Contains("kind Purchase", kind.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Case_difference_is_no_contradiction_where_the_gateway_ignores_case()
    {
        var capabilities = new GatewayCapabilities { MerchantReferenceComparison = StringComparison.OrdinalIgnoreCase };

        Assert.Null(Enrollment.Join(Row(ByOrder), Row(TransactionQuery.ByMerchantReference("order-1"), Later), capabilities));
    }

    [Theory]
    [InlineData(TrackingStatus.Active, "first", "second", "first")]
    [InlineData(TrackingStatus.Active, null, "second", "second")]
    [InlineData(TrackingStatus.Stopped, "first", "second", "second")]
    [InlineData(TrackingStatus.Stopped, "first", null, "first")]
    public void Trace_of_the_first_call_is_kept_unless_tracking_restarts(
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
        Belief = StatusRules.Advance(null, TrackedPayment.Result(state, Finality.Final)),
    };

    private static Money Euros(decimal amount) => new(amount, "EUR");

    private static TrackedTransaction Row(TransactionQuery query, DateTimeOffset? at = null) => new TrackedPayment(query: query).Row with
    {
        TrackedAt = at ?? Start,
        NextCheckAt = (at ?? Start).AddDays(1),
        DeadlineAt = (at ?? Start).AddDays(30),
        Progress = new ScheduleProgress { Since = at ?? Start, Step = 1 },
    };
}
