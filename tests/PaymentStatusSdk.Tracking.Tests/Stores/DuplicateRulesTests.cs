using PaymentStatusSdk.Tracking.Stores;
using PaymentStatusSdk.Tracking.Tests.Checks;

namespace PaymentStatusSdk.Tracking.Tests.Stores;

/// <summary>The data that the survivor of a duplicate takes over from it.</summary>
public sealed class DuplicateRulesTests
{
    private static readonly Money Amount = new(5m, "EUR");
    private static readonly TransactionQuery ByGateway = TransactionQuery.ByGatewayReference("g-1");
    private static readonly TransactionQuery ByOrder = TransactionQuery.ByMerchantReference("ORDER-1");

    [Fact]
    public void Survivor_takes_over_what_only_the_duplicate_states()
    {
        var stated = ByOrder with { Kind = TransactionKind.Purchase, ExpectedAmount = Amount, SubmittedAt = TrackedPayment.Start };

        var merged = DuplicateRules.Merge(Update(ByGateway), Update(stated));

        Assert.Equal(
            ByGateway with
            {
                Kind = TransactionKind.Purchase,
                ExpectedAmount = Amount,
                SubmittedAt = TrackedPayment.Start,
                ExpectedMerchantReference = "ORDER-1",
            },
            merged.Transaction.Query);
        Assert.Equal(("ORDER-1", new TransactionKeys("g-1", "ORDER-1", false)), (merged.Transaction.MerchantReference, merged.Keys));
    }

    [Fact]
    public void Survivor_keeps_what_the_duplicate_does_not_state()
    {
        var survivor = Update(ByGateway with { ExpectedMerchantReference = "ORDER-1", ExpectedAmount = Amount });

        Assert.Equal(survivor, DuplicateRules.Merge(survivor, Update(ByOrder)));
        Assert.Equal(survivor, DuplicateRules.Merge(survivor, Update(ByGateway)));
    }

    [Fact]
    public void Duplicate_without_a_merchant_reference_contradicts_none()
    {
        var survivor = Update(ByGateway with { ExpectedMerchantReference = "ORDER-1" });

        var merged = DuplicateRules.Merge(survivor, Update(ByGateway with { ExpectedAmount = Amount }));

        Assert.Equal((Amount, "ORDER-1"), (merged.Transaction.Query.ExpectedAmount, merged.Transaction.MerchantReference));
        Assert.Equal(survivor.Keys, merged.Keys);
    }

    public static TheoryData<TransactionQuery, TransactionQuery> Contradictions => new()
    {
        { ByGateway with { Kind = TransactionKind.Purchase }, ByOrder with { Kind = TransactionKind.Refund, ExpectedAmount = Amount } },
        { ByGateway with { ExpectedAmount = Amount }, ByOrder with { ExpectedAmount = new Money(6m, "EUR") } },
        { ByGateway with { ExpectedMerchantReference = "ORDER-2" }, ByOrder with { ExpectedAmount = Amount } },
    };

    [Theory]
    [MemberData(nameof(Contradictions))]
    public void Duplicate_that_contradicts_the_survivor_changes_nothing(TransactionQuery survivor, TransactionQuery duplicate)
    {
        var before = Update(survivor);

        Assert.Equal(before, DuplicateRules.Merge(before, Update(duplicate)));
    }

    [Fact]
    public void Survivor_takes_over_the_amount_that_the_duplicate_states_even_if_the_gateway_has_answered_another_one()
    {
        var survivor = Update(ByGateway);
        survivor = survivor with
        {
            Transaction = survivor.Transaction with
            {
                Belief = StatusRules.Advance(null, TrackedPayment.Result(PaymentState.Captured) with { Amount = new Money(6m, "EUR") }),
            },
        };

        var merged = DuplicateRules.Merge(survivor, Update(ByOrder with { ExpectedAmount = Amount }));

        // The next answer is compared with it.
        Assert.Equal((Amount, "ORDER-1"), (merged.Transaction.Query.ExpectedAmount, merged.Transaction.MerchantReference));
    }

    [Fact]
    public void Survivor_with_earlier_attempts_stays_queried_by_merchant_reference()
    {
        var merged = DuplicateRules.Merge(WithAttempt(Update(ByOrder)), Update(ByGateway with { ExpectedAmount = Amount }));

        Assert.Equal(ByOrder with { ExpectedAmount = Amount }, merged.Transaction.Query);
        Assert.Equal(new TransactionKeys("g-1", "ORDER-1", true), merged.Keys);
    }

    // A query by the survivor's gateway reference would never find out that an earlier attempt was paid after all.
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Survivor_takes_over_earlier_attempts_and_is_queried_by_the_reference_that_all_of_them_share(bool isByGateway)
    {
        var survivor = Update(isByGateway ? ByGateway : ByOrder with { ExpectedGatewayReference = "g-1" });

        var merged = DuplicateRules.Merge(survivor, WithAttempt(Update(ByOrder with { ExpectedAmount = Amount })));

        Assert.Equal(ByOrder with { ExpectedAmount = Amount }, merged.Transaction.Query);
        Assert.Equal("g-1", merged.Transaction.GatewayReference);
        Assert.Equal(new TransactionKeys("g-1", "ORDER-1", true), merged.Keys);
        Assert.Equal("g-0", Assert.Single(merged.Transaction.EarlierAttempts).GatewayReference);
    }

    [Fact]
    public void Survivor_is_queried_as_before_when_the_duplicate_has_no_merchant_reference()
    {
        var merged = DuplicateRules.Merge(Update(ByGateway), WithAttempt(Update(ByGateway)));

        Assert.Equal(ByGateway, merged.Transaction.Query);
        Assert.Single(merged.Transaction.EarlierAttempts);
    }

    [Fact]
    public void Attempts_of_a_contradicting_duplicate_stay_with_it() => Assert.Empty(DuplicateRules.Merge(
        Update(ByGateway with { ExpectedMerchantReference = "ORDER-2" }), WithAttempt(Update(ByOrder))).Transaction.EarlierAttempts);

    private static RowUpdate WithAttempt(RowUpdate update) => update with
    {
        Transaction = update.Transaction with { EarlierAttempts = [new TrackedAttempt { GatewayReference = "g-0" }] },
    };

    private static RowUpdate Update(TransactionQuery query)
    {
        var row = new TrackedPayment(query: query).Row with { GatewayReference = "g-1" };
        return new RowUpdate(row, new TransactionKeys("g-1", row.MerchantReference, query.MerchantReference is not null), 7, 3);
    }
}
