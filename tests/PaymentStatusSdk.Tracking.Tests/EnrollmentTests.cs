using PaymentStatusSdk.Tracking.Tests.Checks;
using static PaymentStatusSdk.Tracking.Tests.EnrolledRows;

namespace PaymentStatusSdk.Tracking.Tests;

public class EnrollmentTests
{
    [Fact]
    public void Same_query_adds_nothing() => Assert.Null(Enrollment.Join(Row(ByOrder), Row(ByOrder, Later), Exact));

    [Fact]
    public void Query_with_the_same_or_fewer_details_adds_nothing()
    {
        var full = ByOrder with
        {
            Kind = TransactionKind.Purchase,
            ExpectedAmount = Euros(1),
            ExpectedGatewayReference = "g-1",
            SubmittedAt = Start,
        };

        Assert.Null(Enrollment.Join(Row(full), Row(full, Later), Exact));
        Assert.Null(Enrollment.Join(Row(full), Row(ByOrder, Later), Exact));
    }

    [Fact]
    public void Another_spelling_of_the_gateway_reference_adds_nothing()
    {
        var known = TransactionQuery.ByGatewayReference("5b1c2d3e-4f50-6172-8394-a5b6c7d8e9f0");
        var other = TransactionQuery.ByGatewayReference("5B1C2D3E-4F50-6172-8394-A5B6C7D8E9F0");

        Assert.Null(Enrollment.Join(Row(known), Row(other, Later), Exact));
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
        var supplied = ByGateway with { ExpectedMerchantReference = "ORDER-1" };

        var joined = Enrollment.Join(Row(ByOrder with { ExpectedAmount = Euros(1) }), Row(supplied, Later), Exact)!;

        Assert.Equal(supplied with { ExpectedAmount = Euros(1) }, joined.Query);
        Assert.Equal(("g-1", "ORDER-1"), (joined.GatewayReference, joined.MerchantReference));
    }

    // Known query, new query, and the query of the row afterwards: whatever either of them names is expected.
    public static TheoryData<TransactionQuery, TransactionQuery, TransactionQuery> Merges => new()
    {
        { ByOrder, ByGateway, ByGateway with { ExpectedMerchantReference = "ORDER-1" } },
        { ByGateway, ByOrder with { ExpectedGatewayReference = "g-1" }, ByGateway with { ExpectedMerchantReference = "ORDER-1" } },
        {
            ByGateway, ByGateway with { ExpectedMerchantReference = "ORDER-1" }, ByGateway with { ExpectedMerchantReference = "ORDER-1" }
        },
        {
            ByGateway with { ExpectedMerchantReference = "ORDER-1" }, ByGateway with { ExpectedAmount = Euros(1) },
            ByGateway with { ExpectedMerchantReference = "ORDER-1", ExpectedAmount = Euros(1) }
        },
        { ByOrder, ByOrder with { Kind = TransactionKind.Refund }, ByOrder with { Kind = TransactionKind.Refund } },
    };

    [Theory]
    [MemberData(nameof(Merges))]
    public void Queries_are_merged(TransactionQuery known, TransactionQuery supplied, TransactionQuery merged) =>
        Assert.Equal(merged, Enrollment.Join(Row(known), Row(supplied, Later), Exact)!.Query);

    [Fact]
    public void References_that_the_gateway_answered_are_kept()
    {
        var byOrder = Row(ByOrder) with { GatewayReference = "g-1" };
        var byGateway = Row(ByGateway) with { MerchantReference = "ORDER-1" };

        var first = Enrollment.Join(byOrder, Row(ByOrder with { ExpectedAmount = Euros(1) }, Later), Exact)!;
        var second = Enrollment.Join(byGateway, Row(ByGateway with { ExpectedAmount = Euros(1) }, Later), Exact)!;

        Assert.Equal(("g-1", "ORDER-1"), (first.GatewayReference, first.MerchantReference));
        Assert.Equal(("g-1", "ORDER-1"), (second.GatewayReference, second.MerchantReference));
    }

    [Fact]
    public void Query_by_gateway_reference_stays_one()
    {
        var row = Row(ByGateway);

        var joined = Enrollment.Join(row, Row(ByOrder with { ExpectedGatewayReference = "g-1" }, Later), Exact)!;

        Assert.Equal(ByGateway with { ExpectedMerchantReference = "ORDER-1" }, joined.Query);
        Assert.Equal("ORDER-1", joined.MerchantReference);
    }

    [Fact]
    public void Earlier_check_keeps_its_time()
    {
        var row = Row(ByOrder) with { NextCheckAt = Start.AddMinutes(1) };

        Assert.Equal(Start.AddMinutes(1), Enrollment.Join(row, Row(ByOrder with { ExpectedAmount = Euros(1) }, Later), Exact)!.NextCheckAt);
    }

    [Fact]
    public void Joined_row_that_has_no_next_check_gets_none()
    {
        var row = Row(ByOrder) with { NextCheckAt = null };

        var joined = Enrollment.Join(row, Row(ByOrder with { ExpectedAmount = Euros(1) }, Later), Exact)!;

        Assert.Equal((TrackingStatus.Active, null), (joined.Status, joined.NextCheckAt));
    }

    // Refunds and chargebacks are looked for at certain ages of the payment, and no check is running.
    [Fact]
    public void Check_of_a_settled_payment_keeps_its_time()
    {
        var row = Ended(PaymentState.Captured, TrackingStatus.Completed) with { NextCheckAt = Start.AddDays(7) };

        Assert.Equal(Start.AddDays(7), Enrollment.Join(row, Row(ByOrder with { ExpectedAmount = Euros(1) }, Later), Exact)!.NextCheckAt);
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

    public static TheoryData<string, TransactionQuery, TransactionQuery> Contradictions => new()
    {
        {
            "kind Purchase, not Refund", ByOrder with { Kind = TransactionKind.Purchase }, ByOrder with { Kind = TransactionKind.Refund }
        },
        { "amount 1 EUR, not 2 EUR", ByOrder with { ExpectedAmount = Euros(1) }, ByOrder with { ExpectedAmount = Euros(2) } },
        { "amount 1 EUR, not 1 CAD", ByOrder with { ExpectedAmount = Euros(1) }, ByOrder with { ExpectedAmount = new Money(1, "CAD") } },
        {
            "gateway reference g-1, not g-2", ByOrder with { ExpectedGatewayReference = "g-1" },
            ByOrder with { ExpectedGatewayReference = "g-2" }
        },
        { "gateway reference g-1, not g-2", ByGateway, ByOrder with { ExpectedGatewayReference = "g-2" } },
        { "merchant reference ORDER-1, not ORDER-2", ByOrder, ByGateway with { ExpectedMerchantReference = "ORDER-2" } },
    };

    [Theory]
    [MemberData(nameof(Contradictions))]
    public void Contradiction_is_rejected_and_both_values_are_named(string values, TransactionQuery known, TransactionQuery supplied)
    {
        var refused = Assert.Throws<ArgumentException>(() => Enrollment.Join(Row(known), Row(supplied, Later), Exact));

        Assert.Contains($"of client 'cards' is tracked with the {values}. ", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Learned_values_are_as_binding_as_supplied_values()
    {
        var row = Row(ByGateway) with
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
}
