using PaymentStatusSdk.Tracking;
using PaymentStatusSdk.Tracking.Stores;

namespace PaymentStatusSdk.Conformance.Stores.Parts;

/// <summary>A transaction is tracked in one row, regardless of the number of calls and the reference.</summary>
public abstract class EnrollmentTests<TFixture> : StorePart<TFixture>
    where TFixture : IStoreFixture, new()
{
    [Fact]
    public async Task Row_survives_a_round_trip()
    {
        var row = Row("order-1", "g-1") with
        {
            Policy = new TrackingPolicy { Deadline = Now.AddDays(2), Schedule = TrackingSchedule.Default with { TrackFor = 5 * Minute } },
            Progress = new ScheduleProgress
            {
                Phase = SchedulePhase.Contested,
                Since = Now,
                Step = 2,
                Failures = 1,
                Wakes = 3,
                ScheduledAt = Now + Minute,
                Reported = [StatusChangeKind.NotFound],
            },
            LastOutcome = LookupOutcome.Ambiguous,
            LastFailure = TransactionStatusErrorKind.Timeout,
            CheckCount = 3,
            LastCheckedAt = Now.AddTicks(7),
            TraceParent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
        };
        row = row with { Belief = Belief(row, PaymentState.Captured, Now) };

        var added = await AddAsync(row);

        Assert.True(added.Id > 0);
        Assert.Equal(row with { Id = added.Id }, added);
        Assert.Equal(added, await Store.GetAsync(added.Id, Ct));
        Assert.Equal(added, await Other.Store.GetAsync(added.Id, Ct));
    }

    [Fact]
    public async Task Missing_row_reads_as_null()
    {
        Assert.Null(await Store.GetAsync(4711, Ct));
        Assert.Null(await Store.FindAsync("cards", new TransactionKeys("g-1", "M", true), Ct));
    }

    [Fact]
    public async Task Same_transaction_twice_is_one_row()
    {
        var added = await AddAsync(Row());
        var joins = 0;

        var again = await AddAsync(Row() with { NextCheckAt = Now + Minute }, Other.Store, existing =>
        {
            joins++;
            Assert.Equal(added, existing);
            return null;
        });

        Assert.True(joins > 0);
        Assert.Equal(added, again);
        Assert.Equal(added, Assert.Single((await Store.ListAsync(new TrackedFilter(), Ct)).Items));
    }

    [Fact]
    public async Task References_with_equal_keys_are_equal()
    {
        var added = await AddAsync(Row("order-1"));

        Assert.Equal(added.Id, (await AddAsync(Row("ORDER-1"))).Id);
    }

    [Theory]
    [InlineData("other", "order-1", null)]
    [InlineData("Cards", "order-1", null)]
    [InlineData("cards", "order-2", null)]
    public async Task Another_client_or_reference_is_another_row(string client, string merchantReference, string? gatewayReference)
    {
        var added = await AddAsync(Row());

        Assert.NotEqual(added.Id, (await AddAsync(Row(merchantReference, gatewayReference, client))).Id);
    }

    [Fact]
    public async Task Row_is_joined_by_the_gateway_reference_first()
    {
        var byMerchant = await AddAsync(Row("order-1"));
        var byGatewayReference = await AddAsync(Row("order-2", "g-2", byGatewayReference: true));

        var joined = await AddAsync(Row("order-1", "g-2"));

        Assert.Equal(byGatewayReference.Id, joined.Id);
        Assert.NotEqual(byMerchant.Id, joined.Id);
    }

    [Fact]
    public async Task Row_queried_by_merchant_reference_is_joined_by_it()
    {
        var added = await AddAsync(Row("order-1"));

        Assert.Equal(added.Id, (await AddAsync(Row("order-1", "g-1", byGatewayReference: true))).Id);
    }

    [Fact]
    public async Task Query_by_merchant_reference_joins_a_row_with_it()
    {
        var added = await AddAsync(Row("order-1", "g-1", byGatewayReference: true));

        Assert.Equal(added.Id, (await AddAsync(Row("order-1"))).Id);
    }

    [Fact]
    public async Task Merchant_reference_that_neither_query_uses_joins_nothing()
    {
        // Some gateways have several transactions under one merchant reference.
        var added = await AddAsync(Row("order-1", "g-1", byGatewayReference: true));

        Assert.NotEqual(added.Id, (await AddAsync(Row("order-1", "g-2", byGatewayReference: true))).Id);
    }

    [Fact]
    public async Task Contradicting_gateway_reference_joins_nothing()
    {
        var added = await AddAsync(Row("order-1", "g-1"));

        var other = await AddAsync(Row("order-1", "g-2"));

        Assert.NotEqual(added.Id, other.Id);
        Assert.Equal(added.Id, (await AddAsync(Row("order-1", "g-1"))).Id);
        Assert.Equal(other.Id, (await AddAsync(Row("order-1", "g-2"))).Id);
    }

    [Fact]
    public async Task Row_joined_without_a_gateway_reference_loses_its_gateway_key()
    {
        var attempt = new TrackedAttempt
        {
            StartedAt = Now,
            GatewayReference = "g-1",
            Belief = Belief(Row("order-1", "g-1"), PaymentState.Declined, Now),
        };
        var added = await AddAsync(Row("order-1", "g-1"));

        var again = await AddAsync(
            Row("order-1"), Other.Store, existing => existing with { GatewayReference = null, EarlierAttempts = [attempt] });

        Assert.Equal((added.Id, null), (again.Id, again.GatewayReference));
        Assert.Equal(again, await Store.GetAsync(added.Id, Ct));
        Assert.Null(await Store.FindAsync("cards", new TransactionKeys("g-1", null, false), Ct));
        Assert.NotEqual(added.Id, (await AddAsync(Row(null, "g-1"))).Id);
        // The reference of the next attempt is learned or supplied.
        Assert.Equal(
            "g-2", (await AddAsync(Row("order-1", "g-2"), join: existing => existing with { GatewayReference = "g-2" })).GatewayReference);
        Assert.Equal(added.Id, (await Store.FindAsync("cards", new TransactionKeys("g-2", null, false), Ct))?.Id);
    }

    [Fact]
    public async Task Several_rows_of_one_merchant_reference_are_not_joined_and_the_new_row_is_unique()
    {
        var first = await AddAsync(Row("order-1", "g-1", byGatewayReference: true));
        var second = await AddAsync(Row("order-1", "g-2", byGatewayReference: true));

        var third = await AddAsync(Row("order-1"));

        Assert.Distinct([first.Id, second.Id, third.Id]);
        Assert.Equal(third.Id, (await AddAsync(Row("order-1"))).Id);
    }

    [Fact]
    public async Task Only_row_queried_by_a_shared_merchant_reference_is_joined_even_after_it_learned_a_gateway_reference()
    {
        await AddAsync(Row("order-1", "g-1", byGatewayReference: true));
        await AddAsync(Row("order-1", "g-2", byGatewayReference: true));
        var queried = await AddAndClaimAsync(Row("order-1"));
        Assert.Equal(CommitOutcome.Written, await CommitAsync(Checked(queried, edit: row => row with { GatewayReference = "g-3" })));

        Assert.Equal(queried.Transaction.Id, (await AddAsync(Row("order-1"))).Id);
        Assert.Equal(queried.Transaction.Id, (await Store.FindAsync("cards", Keys(Row("order-1")), Ct))?.Id);
    }

    [Fact]
    public async Task Only_row_without_a_gateway_reference_is_joined_among_several_queried_by_one_merchant_reference()
    {
        var first = await AddAsync(Row("order-1", "g-1"));
        var second = await AddAsync(Row("order-1", "g-2"));
        await AddAsync(Row("order-1", "g-3", byGatewayReference: true));

        var third = await AddAsync(Row("order-1"));

        Assert.Distinct([first.Id, second.Id, third.Id]);
        Assert.Equal(third.Id, (await AddAsync(Row("order-1"))).Id);
        Assert.Equal(third.Id, (await AddAsync(Row("order-1", "g-4"))).Id);
    }

    [Theory]
    [InlineData("order-1", null, false)]
    [InlineData("order-1", "g-1", true)]
    [InlineData(null, "g-1", true)]
    [InlineData(null, "g-9", true)]
    [InlineData("order-9", null, false)]
    public async Task Find_returns_the_row_that_an_add_would_join(
        string? merchantReference, string? gatewayReference, bool byGatewayReference)
    {
        await AddAsync(Row("order-1", "g-1"));
        var row = Row(merchantReference, gatewayReference, byGatewayReference: byGatewayReference);

        var found = await Other.Store.FindAsync("cards", Keys(row), Ct);
        TrackedTransaction? joined = null;
        await AddAsync(row, join: existing =>
        {
            joined = existing;
            return null;
        });

        Assert.Equal(joined, found);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Concurrent_adds_result_in_one_row(bool byGatewayReference)
    {
        await Store.PrepareAsync(Ct);
        for (var round = 0; round < 5; round++)
        {
            var order = $"order-{round}";
            var adds = Enumerable.Range(0, 12).Select(number => Task.Run(() => AddAsync(
                byGatewayReference ? Row(null, order) : Row(order, number % 3 == 0 ? $"g-{round}" : null),
                Process(number % 3).Store,
                existing => existing with { CheckCount = existing.CheckCount + 1 })));

            Assert.Single((await Task.WhenAll(adds)).Select(row => row.Id).Distinct());
        }

        var all = (await Store.ListAsync(new TrackedFilter(), Ct)).Items;
        Assert.Equal(5, all.Count);
        Assert.All(all, row => Assert.Equal(11, row.CheckCount));
    }

    [Fact]
    public async Task Canceled_token_adds_nothing()
    {
        await Store.PrepareAsync(Ct);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => Store.AddAsync(Row(), Keys(Row()), _ => null, new CancellationToken(canceled: true)));

        Assert.Empty((await Store.ListAsync(new TrackedFilter(), Ct)).Items);
    }
}
