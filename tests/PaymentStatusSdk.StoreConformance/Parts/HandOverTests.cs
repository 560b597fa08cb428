using PaymentStatusSdk.Tracking;
using PaymentStatusSdk.Tracking.Stores;

namespace PaymentStatusSdk.StoreConformance;

/// <summary>A transaction is handed over once, however often and by whichever id it is handed over.</summary>
public abstract class HandOverTests<TFixture> : StorePart<TFixture>
    where TFixture : IStoreFixture, new()
{
    [Fact]
    public async Task Row_comes_back_whole()
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
    public async Task Row_that_is_not_there_reads_as_null()
    {
        Assert.Null(await Store.GetAsync(4711, Ct));
        Assert.Null(await Store.FindAsync("cards", new TransactionKeys("g-1", "M", true), Ct));
    }

    [Fact]
    public async Task Same_transaction_twice_is_one_row()
    {
        var added = await AddAsync(Row());
        var asked = 0;

        var again = await AddAsync(Row() with { NextCheckAt = Now + Minute }, Other.Store, there =>
        {
            asked++;
            Assert.Equal(added, there);
            return null;
        });

        Assert.True(asked > 0);
        Assert.Equal(added, again);
        Assert.Equal(added, Assert.Single((await Store.ListAsync(new TrackedFilter(), Ct)).Items));
    }

    [Fact]
    public async Task Ids_are_the_same_when_their_keys_are()
    {
        var added = await AddAsync(Row("order-1"));

        Assert.Equal(added.Id, (await AddAsync(Row("ORDER-1"))).Id);
    }

    [Theory]
    [InlineData("other", "order-1", null)]
    [InlineData("Cards", "order-1", null)]
    [InlineData("cards", "order-2", null)]
    public async Task Another_client_or_id_is_another_row(string client, string merchantReference, string? gatewayReference)
    {
        var added = await AddAsync(Row());

        Assert.NotEqual(added.Id, (await AddAsync(Row(merchantReference, gatewayReference, client))).Id);
    }

    [Fact]
    public async Task Row_is_joined_by_the_gateways_id_first()
    {
        var byMerchant = await AddAsync(Row("order-1"));
        var byGateway = await AddAsync(Row("order-2", "g-2", byGateway: true));

        var joined = await AddAsync(Row("order-1", "g-2"));

        Assert.Equal(byGateway.Id, joined.Id);
        Assert.NotEqual(byMerchant.Id, joined.Id);
    }

    [Fact]
    public async Task Row_that_is_asked_for_by_the_merchants_id_is_joined_by_it()
    {
        var added = await AddAsync(Row("order-1"));

        Assert.Equal(added.Id, (await AddAsync(Row("order-1", "g-1", byGateway: true))).Id);
    }

    [Fact]
    public async Task Who_asks_by_the_merchants_id_joins_a_row_that_has_it()
    {
        var added = await AddAsync(Row("order-1", "g-1", byGateway: true));

        Assert.Equal(added.Id, (await AddAsync(Row("order-1"))).Id);
    }

    [Fact]
    public async Task Merchants_id_that_neither_asks_for_joins_nothing()
    {
        // Some gateways give several transactions to one id of the merchant's.
        var added = await AddAsync(Row("order-1", "g-1", byGateway: true));

        Assert.NotEqual(added.Id, (await AddAsync(Row("order-1", "g-2", byGateway: true))).Id);
    }

    [Fact]
    public async Task Contradicting_gateway_id_joins_nothing()
    {
        var added = await AddAsync(Row("order-1", "g-1"));

        var other = await AddAsync(Row("order-1", "g-2"));

        Assert.NotEqual(added.Id, other.Id);
        Assert.Equal(added.Id, (await AddAsync(Row("order-1", "g-1"))).Id);
        Assert.Equal(other.Id, (await AddAsync(Row("order-1", "g-2"))).Id);
    }

    [Fact]
    public async Task Row_that_is_joined_without_a_gateway_id_gives_its_gateway_key_up()
    {
        var attempt = new TrackedAttempt
        {
            StartedAt = Now,
            GatewayReference = "g-1",
            Belief = Belief(Row("order-1", "g-1"), PaymentState.Declined, Now),
        };
        var added = await AddAsync(Row("order-1", "g-1"));

        var again = await AddAsync(
            Row("order-1"), Other.Store, there => there with { GatewayReference = null, EarlierAttempts = [attempt] });

        Assert.Equal((added.Id, null), (again.Id, again.GatewayReference));
        Assert.Equal(again, await Store.GetAsync(added.Id, Ct));
        Assert.Null(await Store.FindAsync("cards", new TransactionKeys("g-1", null, false), Ct));
        Assert.NotEqual(added.Id, (await AddAsync(Row(null, "g-1"))).Id);
        // The next attempt's own id is learned, or handed over.
        Assert.Equal(
            "g-2", (await AddAsync(Row("order-1", "g-2"), join: there => there with { GatewayReference = "g-2" })).GatewayReference);
        Assert.Equal(added.Id, (await Store.FindAsync("cards", new TransactionKeys("g-2", null, false), Ct))?.Id);
    }

    [Fact]
    public async Task Several_rows_of_one_merchants_id_are_not_joined_and_yet_the_new_row_is_one()
    {
        var first = await AddAsync(Row("order-1", "g-1", byGateway: true));
        var second = await AddAsync(Row("order-1", "g-2", byGateway: true));

        var third = await AddAsync(Row("order-1"));

        Assert.Distinct([first.Id, second.Id, third.Id]);
        Assert.Equal(third.Id, (await AddAsync(Row("order-1"))).Id);
    }

    [Fact]
    public async Task Of_several_rows_of_one_merchants_id_the_only_one_that_asks_by_it_is_joined_also_when_it_learned_its_gateway_id()
    {
        await AddAsync(Row("order-1", "g-1", byGateway: true));
        await AddAsync(Row("order-1", "g-2", byGateway: true));
        var asking = await AddAndClaimAsync(Row("order-1"));
        Assert.Equal(CommitOutcome.Written, await CommitAsync(Looked(asking, edit: row => row with { GatewayReference = "g-3" })));

        Assert.Equal(asking.Transaction.Id, (await AddAsync(Row("order-1"))).Id);
        Assert.Equal(asking.Transaction.Id, (await Store.FindAsync("cards", Keys(Row("order-1")), Ct))?.Id);
    }

    [Fact]
    public async Task Of_several_rows_that_ask_by_one_merchants_id_the_only_one_without_a_gateway_id_is_joined()
    {
        var first = await AddAsync(Row("order-1", "g-1"));
        var second = await AddAsync(Row("order-1", "g-2"));
        await AddAsync(Row("order-1", "g-3", byGateway: true));

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
    public async Task Find_finds_what_an_add_would_join(string? merchantReference, string? gatewayReference, bool byGateway)
    {
        await AddAsync(Row("order-1", "g-1"));
        var row = Row(merchantReference, gatewayReference, byGateway: byGateway);

        var found = await Other.Store.FindAsync("cards", Keys(row), Ct);
        TrackedTransaction? joined = null;
        await AddAsync(row, join: there =>
        {
            joined = there;
            return null;
        });

        Assert.Equal(joined, found);
    }

    [Fact]
    public async Task Join_writes_what_it_returns_with_the_keys_added()
    {
        var added = await AddAsync(Row("order-1"));

        var joined = await AddAsync(Row("order-1", "g-1"), join: there => there with
        {
            GatewayReference = "g-1",
            Query = there.Query with { ExpectedAmount = new Money(1.5m, "EUR") },
            NextCheckAt = Now - Minute,
            DeadlineAt = Now + Minute,
        });

        Assert.Equal(added.Id, joined.Id);
        Assert.Equal(
            ("g-1", new Money(1.5m, "EUR"), Now - Minute, Now + Minute),
            (joined.GatewayReference, joined.Query.ExpectedAmount!, joined.NextCheckAt!.Value, joined.DeadlineAt));
        Assert.Equal(joined, await Store.GetAsync(added.Id, Ct));
        Assert.Equal(added.Id, (await AddAsync(Row(null, "g-1"))).Id);
        Assert.Equal(added.Id, (await AddAsync(Row("order-1"))).Id);
    }

    [Fact]
    public async Task Join_of_a_row_that_is_looked_at_makes_the_look_lost()
    {
        var claimed = await AddAndClaimAsync(Row());

        await AddAsync(Row(), Other.Store, there => there with { NextCheckAt = Now });

        Assert.Equal(CommitOutcome.Lost, await CommitAsync(Looked(claimed)));
        Assert.True(Assert.Single(await ClaimAsync()).Fence > claimed.Fence);
    }

    [Fact]
    public async Task Join_that_leaves_a_row_as_it_is_disturbs_no_look()
    {
        var claimed = await AddAndClaimAsync(Row());

        await AddAsync(Row());

        Assert.Equal(CommitOutcome.Written, await CommitAsync(Looked(claimed)));
    }

    [Fact]
    public async Task Join_that_throws_writes_nothing()
    {
        var added = await AddAsync(Row());

        var thrown = await Assert.ThrowsAsync<ArgumentException>(
            () => AddAsync(Row("order-1", "g-1"), join: _ => throw new ArgumentException("Another amount.")));

        Assert.Equal("Another amount.", thrown.Message);
        Assert.Equal(added, Assert.Single((await Store.ListAsync(new TrackedFilter(), Ct)).Items));
        Assert.Null(await Store.FindAsync("cards", new TransactionKeys("g-1", null, false), Ct));
        await AddAsync(Row("order-2"));
    }

    [Fact]
    public async Task Ended_row_is_joined_and_a_duplicate_is_not()
    {
        var finished = await AddWithChangesAsync(Row("order-1", "g-1"), status: TrackingStatus.Completed);
        var twin = await AddAndClaimAsync(Row("order-2"));
        await CommitAsync(Looked(twin, edit: row => row with { GatewayReference = "g-1" }));

        Assert.Equal(finished.Id, (await AddAsync(Row("order-1"))).Id);
        Assert.Equal(finished.Id, (await AddAsync(Row(null, "g-1"))).Id);
        Assert.NotEqual(twin.Transaction.Id, (await AddAsync(Row("order-2"))).Id);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Adds_at_once_end_as_one_row(bool byGateway)
    {
        await Store.PrepareAsync(Ct);
        for (var round = 0; round < 5; round++)
        {
            var order = $"order-{round}";
            var adds = Enumerable.Range(0, 12).Select(number => Task.Run(() => AddAsync(
                byGateway ? Row(null, order) : Row(order, number % 3 == 0 ? $"g-{round}" : null),
                Process(number % 3).Store,
                there => there with { CheckCount = there.CheckCount + 1 })));

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
