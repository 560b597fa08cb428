using PaymentStatusSdk.Tracking;
using PaymentStatusSdk.Tracking.Stores;

namespace PaymentStatusSdk.Conformance.Stores.Parts;

/// <summary>Two rows turn out to be one transaction: the row with the gateway reference survives and is checked again.</summary>
public abstract class DuplicateTests<TFixture> : StorePart<TFixture>
    where TFixture : IStoreFixture, new()
{
    [Theory]
    [InlineData(TrackingStatus.Active)]
    [InlineData(TrackingStatus.Completed)]
    [InlineData(TrackingStatus.Expired)]
    [InlineData(TrackingStatus.Stopped)]
    public async Task Row_that_learns_the_gateway_reference_of_another_becomes_a_duplicate(TrackingStatus status)
    {
        var original = await AddSurvivorAsync(status);
        var claimed = await AddAndClaimAsync(Row("order-2"));

        Assert.Equal(CommitOutcome.Duplicate, await CommitAsync(Learned(claimed)));

        var duplicate = (await Store.GetAsync(claimed.Transaction.Id, Ct))!;
        Assert.Equal(
            (TrackingStatus.Duplicate, null, Now, 0L),
            (duplicate.Status, duplicate.NextCheckAt, duplicate.CompletedAt!.Value, duplicate.Sequence));
        Assert.Empty((await Store.ListChangesAsync(new StatusChangeFilter { TransactionId = duplicate.Id }, Ct)).Items);
        Assert.Equal(original.Id, (await Store.FindAsync("cards", new TransactionKeys("g-1", null, false), Ct))!.Id);
    }

    [Fact]
    public async Task Gateway_reference_of_another_client_makes_no_duplicate()
    {
        await AddAsync(Row("order-1", "g-1", client: "ppro"));
        var claimed = await AddAndClaimAsync(Row("order-1"));

        Assert.Equal(CommitOutcome.Written, await CommitAsync(Learned(claimed)));
    }

    [Theory]
    [InlineData(TrackingStatus.Completed, 9)]
    [InlineData(TrackingStatus.Completed, 1)]
    [InlineData(TrackingStatus.Expired, 9)]
    [InlineData(TrackingStatus.Stopped, 9)]
    [InlineData(TrackingStatus.Stopped, 1)]
    public async Task Completed_survivor_is_tracked_again_until_the_later_deadline(TrackingStatus status, int days)
    {
        var original = await AddSurvivorAsync(status);
        var claimed = await AddAndClaimAsync(Row("order-2") with { DeadlineAt = Now + TimeSpan.FromDays(days) });
        Clock.Advance(Second);

        await CommitAsync(Learned(claimed), Other.Store);

        var again = Assert.Single(await ClaimAsync());
        Assert.Equal(
            (original.Id, TrackingStatus.Active, Now, Now - Second + TimeSpan.FromDays(Math.Max(days, 3))),
            (again.Transaction.Id, again.Transaction.Status, again.DueAt, again.Transaction.DeadlineAt));
        Assert.Equal(CommitOutcome.Written, await CommitAsync(Checked(again, changes: 1, TrackingStatus.Completed)));
        Assert.Equal(TrackingStatus.Completed, (await Store.GetAsync(original.Id, Ct))!.Status);
    }

    [Fact]
    public async Task Survivor_that_is_due_later_is_due_immediately_with_its_own_deadline()
    {
        var original = await AddSurvivorAsync(TrackingStatus.Active);
        var claimed = await AddAndClaimAsync(Row("order-2") with { DeadlineAt = Now + TimeSpan.FromDays(9) });

        await CommitAsync(Learned(claimed));

        var again = Assert.Single(await ClaimAsync());
        Assert.Equal((original.Id, Now, original.DeadlineAt), (again.Transaction.Id, again.DueAt, again.Transaction.DeadlineAt));
        Assert.Equal(1, again.Wakes);
    }

    [Fact]
    public async Task Survivor_under_check_is_due_again_after_its_commit()
    {
        var original = await AddAndClaimAsync(Row("order-1", "g-1"));
        await CommitAsync(Learned(await AddAndClaimAsync(Row("order-2"))));
        Assert.Empty(await ClaimAsync());

        // Its query may have been sent before the answer of the other.
        Assert.Equal(CommitOutcome.Written, await CommitAsync(Checked(original, status: TrackingStatus.Completed)));

        await AssertCheckedAgainAsync(original.Transaction.Id);
    }

    [Theory]
    [InlineData(true, TrackingStatus.Active)]
    [InlineData(true, TrackingStatus.Completed)]
    [InlineData(false, TrackingStatus.Active)]
    [InlineData(false, TrackingStatus.Completed)]
    public async Task Row_with_the_reference_is_written_and_checked_again_at_any_place_in_the_batch(
        bool isLearnerFirst, TrackingStatus status)
    {
        await AddAsync(Row("order-1", "g-1"));
        await AddAsync(Row("order-2"));
        var claimed = await ClaimAsync();
        var owner = Checked(claimed[0], changes: 1, status);
        var learner = Learned(claimed[1]);

        var outcomes = await Store.CommitChecksAsync(isLearnerFirst ? [learner, owner] : [owner, learner], Now, Ct);

        Assert.Equal(
            isLearnerFirst ? [CommitOutcome.Duplicate, CommitOutcome.Written] : [CommitOutcome.Written, CommitOutcome.Duplicate],
            outcomes);
        Assert.Equal(owner.Changes, (await Store.ListChangesAsync(new StatusChangeFilter(), Ct)).Items.Select(delivery => delivery.Change));
        Assert.Equal(TrackingStatus.Duplicate, (await Store.GetAsync(learner.Transaction.Id, Ct))!.Status);
        var again = await AssertCheckedAgainAsync(owner.Transaction.Id);
        Assert.Equal(1, again.Transaction.Sequence);
        Assert.Equal(CommitOutcome.Written, await CommitAsync(Checked(again, status: TrackingStatus.Completed)));
        Assert.Empty(await ClaimAsync());
    }

    [Fact]
    public async Task First_of_two_rows_that_learn_one_reference_in_a_batch_is_kept_and_checked_again()
    {
        await AddAsync(Row("order-1"));
        await AddAsync(Row("order-2"));
        var commits = (await ClaimAsync()).Select(Learned).ToArray();

        Assert.Equal([CommitOutcome.Written, CommitOutcome.Duplicate], await Store.CommitChecksAsync(commits, Now, Ct));

        Assert.Equal(
            commits[0].Changes.Reverse(),
            (await Store.ListChangesAsync(new StatusChangeFilter(), Ct)).Items.Select(delivery => delivery.Change));
        await AssertCheckedAgainAsync(commits[0].Transaction.Id);
    }

    // The amount that the merchant stated must not depend on a second call, which a crash would lose.
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Survivor_takes_over_what_its_duplicate_states_in_the_same_commit(bool isChecked)
    {
        var later = Now + 60 * Minute;
        var survivor = await AddAsync(Row(null, "g-1") with { NextCheckAt = isChecked ? Now : later });
        var running = await ClaimAsync();
        var row = Row("order-1");
        var claimed = await AddAndClaimAsync(row with { Query = row.Query with { ExpectedAmount = new Money(5m, "EUR") } });

        Assert.Equal(CommitOutcome.Duplicate, await CommitAsync(Learned(claimed), Other.Store));

        // Its running check sent a query without the amount.
        Assert.Equal(isChecked ? 1 : 0, running.Count);
        if (isChecked) Assert.Equal(CommitOutcome.Lost, await CommitAsync(Checked(running[0], changes: 1)));
        var found = (await Store.FindAsync("cards", new TransactionKeys(null, "ORDER-1", true), Ct))!;
        Assert.Equal((survivor.Id, new Money(5m, "EUR")), (found.Id, found.Query.ExpectedAmount));
        var again = await AssertCheckedAgainAsync(survivor.Id);
        Assert.Equal(("order-1", 1L), (again.Transaction.MerchantReference, again.Wakes));
    }

    // Rows as gateway reference>reference after the check, in the order of the batch.
    [Theory]
    [InlineData("g-1>g-2 g-2>g-1")]
    [InlineData("g-1>g-2 g-2>g-3 g-3>g-1")]
    [InlineData("g-1>g-2 >g-1")]
    [InlineData(">g-1 g-1>g-2")]
    public async Task Rows_that_exchange_their_gateway_references_in_a_batch_are_all_tracked(string references)
    {
        var rows = references.Split(' ').Select(pair => pair.Split('>')).ToArray();
        for (var number = 0; number < rows.Length; number++)
            await AddAsync(Row($"order-{number}", rows[number][0].Length > 0 ? rows[number][0] : null));
        var claimed = (await ClaimAsync()).OrderBy(row => row.Transaction.Id).ToArray();
        var commits = claimed.Select((row, number) => Checked(row, edit: content => content with { GatewayReference = rows[number][1] }));

        Assert.All(
            await Store.CommitChecksAsync([.. commits], Now, Ct), outcome => Assert.Equal(CommitOutcome.Written, outcome));

        for (var number = 0; number < rows.Length; number++)
            Assert.Equal(
                claimed[number].Transaction.Id,
                (await Other.Store.FindAsync("cards", new TransactionKeys(rows[number][1], null, false), Ct))!.Id);
    }

    [Fact]
    public async Task Row_takes_the_gateway_reference_of_a_row_that_becomes_a_duplicate_in_the_batch()
    {
        var survivor = await AddSurvivorAsync(TrackingStatus.Active);
        await AddAsync(Row("order-2", "g-2"));
        await AddAsync(Row("order-3"));
        var claimed = (await ClaimAsync()).OrderBy(row => row.Transaction.Id).ToArray();
        CheckCommit[] commits =
        [
            Checked(claimed[1], edit: row => row with { GatewayReference = "g-2" }),
            Checked(claimed[0], edit: row => row with { GatewayReference = "g-1" }),
        ];

        Assert.Equal([CommitOutcome.Written, CommitOutcome.Duplicate], await Store.CommitChecksAsync(commits, Now, Ct));

        Assert.Equal(survivor.Id, (await Store.FindAsync("cards", new TransactionKeys("g-1", null, false), Ct))!.Id);
        Assert.Equal(
            claimed[1].Transaction.Id, (await Store.FindAsync("cards", new TransactionKeys("g-2", null, false), Ct))!.Id);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Survivor_with_a_lost_commit_in_the_batch_is_woken_anyway(bool isLearnerFirst)
    {
        var late = Checked(await AddAndClaimAsync(Row("order-1", "g-1")), changes: 1, TrackingStatus.Completed);
        Clock.Advance(Minute);
        await AddAsync(Row("order-2"));
        var claimed = (await ClaimAsync()).ToDictionary(row => row.Transaction.MerchantReference!);
        var learner = Learned(claimed["order-2"]);

        var outcomes = await Store.CommitChecksAsync(isLearnerFirst ? [learner, late] : [late, learner], Now, Ct);

        Assert.Equal(
            isLearnerFirst ? [CommitOutcome.Duplicate, CommitOutcome.Lost] : [CommitOutcome.Lost, CommitOutcome.Duplicate], outcomes);
        Assert.Empty(await ClaimAsync());
        await CommitAsync(Checked(claimed["order-1"], status: TrackingStatus.Completed));
        await AssertCheckedAgainAsync(late.Transaction.Id);
    }

    private async Task<ClaimedTransaction> AssertCheckedAgainAsync(long id)
    {
        var again = Assert.Single(await ClaimAsync());
        Assert.Equal((id, TrackingStatus.Active, Now), (again.Transaction.Id, again.Transaction.Status, again.DueAt));
        return again;
    }

    /// <summary>The commit of a check that learns a gateway reference and reports a change.</summary>
    private CheckCommit Learned(ClaimedTransaction claimed) =>
        Checked(claimed, changes: 2, edit: row => row with { GatewayReference = "g-1" });

    /// <summary>Adds the row with the gateway reference: due in an hour, or completed.</summary>
    private async Task<TrackedTransaction> AddSurvivorAsync(TrackingStatus status)
    {
        var row = Row("order-1", "g-1");
        if (status != TrackingStatus.Stopped) return await AddWithChangesAsync(row, status: status);
        var added = await AddAsync(row);
        Assert.True(await Store.StopAsync(added.Id, Now, Ct));
        return added;
    }
}
