using PaymentStatusSdk.Tracking.Stores;
using PaymentStatusSdk.Tracking.Tests.Checks;

namespace PaymentStatusSdk.Tracking.Tests.Stores;

/// <summary>What the survivor of a duplicate takes over from it.</summary>
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
    public void Amount_that_the_gateway_answered_is_as_binding_as_an_expected_one()
    {
        var survivor = Update(ByGateway);
        survivor = survivor with
        {
            Transaction = survivor.Transaction with
            {
                Belief = StatusRules.Advance(null, TrackedPayment.Result(PaymentState.Captured) with { Amount = new Money(6m, "EUR") }),
            },
        };

        Assert.Equal(survivor, DuplicateRules.Merge(survivor, Update(ByOrder with { ExpectedAmount = Amount })));
    }

    private static RowUpdate Update(TransactionQuery query)
    {
        var row = new TrackedPayment(query: query).Row with { GatewayReference = "g-1" };
        return new RowUpdate(row, new TransactionKeys("g-1", row.MerchantReference, query.MerchantReference is not null), 7, 3);
    }
}
