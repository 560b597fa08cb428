using PaymentStatusSdk.Relational.Store;
using PaymentStatusSdk.Tracking;
using PaymentStatusSdk.Tracking.Stores;

namespace PaymentStatusSdk.Sqlite.Tests;

/// <summary>The statements that claim changes, renew their leases, commit their deliveries and redeliver them.</summary>
public sealed class DeliveryStatementTests : LockingStoreTest
{
    private const string Due = "SELECT payment_change /*payment_change_due*/ /*lock*/ /*skip*/ (now Time, count Number)";
    private const string Siblings =
        "SELECT payment_change /*PRIMARY*/ /*ordered*/ payment_change /*payment_change_transaction*/ /*lock c*/";
    private const string SiblingsOfOne = Siblings + " (ids0 Uuid)";
    private const string RowOfChange = "SELECT payment_tracked payment_change /*lock*/ (id Uuid)";
    private const string ById = "SELECT payment_change /*lock*/ (ids0 Uuid)";
    private const string Reset = "UPDATE payment_change (now Time, fence Number, id Uuid)";

    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private static string Lease => Update("payment_change", LeaseUpdate.OfChange);

    private static string Delivered => Update("payment_change", ChangeRow.Delivered);

    private static string Completed => Update("payment_change", ChangeRow.Completed);

    private static string Order => Update("payment_change", ChangeRow.Order);

    [Fact]
    public async Task Due_changes_are_locked_and_leased_in_the_order_of_their_times_and_ids()
    {
        var (low, high) = (new Guid("10000000-0000-7000-8000-000000000000"), new Guid("f0000000-0000-7000-8000-000000000000"));
        var highest = new Guid("ff000000-0000-7000-8000-000000000000");
        await AddChangesAsync("a", id: high);
        await AddChangesAsync("b", id: low);
        await AddChangesAsync("c", at: Now.AddSeconds(-1), id: highest);

        var claimed = await RunsAsync(() => ClaimChangesAsync(), BeginWrite, BeforeClaim, Due, Lease, Lease, Lease, Commit);

        Assert.Equal([highest, low, high], claimed.Select(one => one.Change.Id));
        Assert.All(claimed, one =>
        {
            Assert.Equal((1, 1L, false, null), (one.Change.Attempt, one.Fence, one.HasExpiredLease, one.LastError));
            Assert.Empty(one.CompletedHandlers);
        });
        Assert.Equal("1, 1, 1", await ReadAsync("SELECT DISTINCT fence, leased, tries FROM payment_change"));
    }

    [Fact]
    public async Task Claim_without_due_changes_writes_nothing() =>
        Assert.Empty(await RunsAsync(() => ClaimChangesAsync(), BeginWrite, BeforeClaim, Due, Rollback));

    [Fact]
    public async Task Only_a_database_with_one_writer_is_read_before_a_claim()
    {
        const string AnyDue = "SELECT payment_change (now Time)";
        Dialect.IsOneWriter = true;
        Assert.Empty(await RunsAsync(() => ClaimChangesAsync(), BeginRead, AnyDue, Commit));
        await AddChangesAsync("a");

        Assert.Single(
            await RunsAsync(() => ClaimChangesAsync(), BeginRead, AnyDue, Commit, BeginWrite, BeforeClaim, Due, Lease, Commit));
    }

    [Fact]
    public async Task Expired_lease_counts_as_a_try_and_keeps_the_order()
    {
        await AddChangesAsync("a", count: 2);
        var first = Assert.Single(await ClaimChangesAsync());

        var again = Assert.Single(
            await RunsAsync(() => ClaimChangesAsync(Now + Minute), BeginWrite, BeforeClaim, Due, Lease, Commit));

        Assert.Equal((first.Change.Id, 2, 2L, true), (again.Change.Id, again.Change.Attempt, again.Fence, again.HasExpiredLease));
        Assert.Equal("2, 1", await ReadAsync("SELECT tries, leased FROM payment_change WHERE sequence = 1"));
    }

    [Fact]
    public async Task Unreadable_change_is_deferred_without_a_lease_and_its_try_does_not_count()
    {
        var bad = Assert.Single(await AddChangesAsync("bad"));
        var good = Assert.Single(await AddChangesAsync("good"));
        await ReadAsync("UPDATE payment_change SET document = '[]' WHERE transaction_id = 1");

        var claimed = await RunsAsync(() => ClaimChangesAsync(), BeginWrite, BeforeClaim, Due, Lease, Lease, Commit);

        Assert.Equal(good, Assert.Single(claimed).Change.Id);
        Assert.Equal(1402, Assert.Single(Log.Lines).EventId.Id);
        Assert.Equal(
            $"1, 0, 0, {Stored(Now.AddHours(1))}",
            await ReadAsync("SELECT fence, leased, tries, due_at FROM payment_change WHERE transaction_id = 1"));
        await ReadAsync("UPDATE payment_change SET document = (SELECT document FROM payment_change WHERE transaction_id = 2)");
        var repaired = Assert.Single(await ClaimChangesAsync(Now.AddHours(1)), one => one.Change.Id == bad);
        Assert.Equal((1, 2L, false), (repaired.Change.Attempt, repaired.Fence, repaired.HasExpiredLease));
    }

    [Fact]
    public async Task Changes_that_became_unreadable_during_their_delivery_make_way_for_a_redelivered_one()
    {
        var ids = await AddChangesAsync("a", count: 2);
        await Store.CommitDeliveriesAsync([Ended(Assert.Single(await ClaimChangesAsync()), DeliveryStatus.Parked)], Ct);
        await AddChangesAsync("b");
        Assert.Equal(2, (await ClaimChangesAsync()).Count);
        await Store.RedeliverAsync(ids[0], Now, Ct);
        await ReadAsync("UPDATE payment_change SET document = '[]' WHERE leased = TRUE");

        var claimed = await RunsAsync(
            () => ClaimChangesAsync(Now + Minute),
            BeginWrite, BeforeClaim, Due, Siblings + " (ids0 Uuid, ids1 Uuid)", Lease, Lease, Order, Order, Commit,
            BeginWrite, BeforeClaim, Due, Lease, Commit);

        Assert.Equal(ids[0], Assert.Single(claimed).Change.Id);
    }

    [Fact]
    public async Task Change_whose_lease_has_ended_makes_way_for_one_that_is_being_delivered()
    {
        await AddChangesAsync("a", count: 3);
        await ClaimChangesAsync();
        await ReadAsync("UPDATE payment_change SET document = '[]' WHERE sequence = 1");
        await ReadAsync($"UPDATE payment_change SET leased = TRUE, due_at = {Stored(Now.AddHours(1))} WHERE sequence = 3");

        Assert.Empty(await RunsAsync(
            () => ClaimChangesAsync(Now + Minute),
            BeginWrite, BeforeClaim, Due, SiblingsOfOne, Lease, Order, Order, Commit,
            BeginWrite, BeforeClaim, Due, Rollback));

        Assert.Equal("3", await ReadAsync("SELECT sequence FROM payment_change WHERE head = TRUE"));
    }

    [Fact]
    public async Task Leases_that_are_still_held_are_renewed()
    {
        const string Leased = "SELECT payment_change /*PRIMARY*/ /*lock*/ /*skip*/ (ids0 Uuid)";
        await AddChangesAsync("a");
        var held = new Lease<Guid>(Assert.Single(await ClaimChangesAsync()).Change.Id, 1);

        Assert.Equal(
            [held], await RunsAsync(
                () => Store.RenewChangesAsync([held], Now + 7 * Minute, Ct),
                BeginWrite, Leased, Update("payment_change", LeaseRenewal.OfChange), Commit));

        Assert.Equal($"{Stored(Now + 7 * Minute)}", await ReadAsync("SELECT due_at FROM payment_change"));
        Assert.Empty(await RunsAsync(
            () => Store.RenewChangesAsync([held with { Fence = 2 }], Now, Ct), BeginWrite, Leased, Commit));
    }

    [Fact]
    public async Task Delivered_change_makes_the_next_one_due()
    {
        await AddChangesAsync("a", count: 2);

        await CommitsAsync(Ended(await ClaimOneAsync(), DeliveryStatus.Delivered), Delivered, Order, Commit);
        Assert.Equal([WorkHint.Changes], Hints);

        await CommitsAsync(Ended(await ClaimOneAsync(), DeliveryStatus.Delivered), Delivered, Commit);
        Assert.Empty(Hints);
    }

    [Fact]
    public async Task Change_that_is_tried_again_is_no_news()
    {
        await AddChangesAsync("a");

        await CommitsAsync(Ended(await ClaimOneAsync(), DeliveryStatus.Pending), Delivered, Order, Commit);

        Assert.Empty(Hints);
        Assert.Equal("1", await ReadAsync("SELECT head FROM payment_change"));
    }

    [Fact]
    public async Task Completed_handlers_are_recorded_unchanged_while_the_claim_continues()
    {
        string[] handlers = [" one ", "two"];
        await AddChangesAsync("a", count: 2);
        var progress = Ended(await ClaimOneAsync(), DeliveryStatus.Pending) with { CompletedHandlers = handlers, KeepsClaim = true };

        await CommitsAsync(progress, Completed, Commit);

        Assert.Empty(Hints);
        Assert.Empty(await ClaimChangesAsync());
        Assert.Equal(handlers, Assert.Single(await ClaimChangesAsync(Now + Minute)).CompletedHandlers);
    }

    [Fact]
    public async Task Lost_delivery_writes_nothing()
    {
        await AddChangesAsync("a", count: 2);
        var claimed = await ClaimOneAsync();

        await CommitsAsync(Ended(claimed, DeliveryStatus.Delivered) with { Fence = 2 }, Rollback);

        Assert.Empty(Hints);
    }

    [Fact]
    public async Task Second_head_of_a_transaction_is_corrected_without_a_signal()
    {
        await AddChangesAsync("a", count: 2);
        var claimed = await ClaimOneAsync();
        await ReadAsync("UPDATE payment_change SET head = TRUE");

        await CommitsAsync(Ended(claimed, DeliveryStatus.Pending) with { KeepsClaim = true }, Completed, Order, Commit);

        Assert.Empty(Hints);
        Assert.Equal("1", await ReadAsync("SELECT sequence FROM payment_change WHERE head = TRUE"));
    }

    [Fact]
    public async Task Parked_change_is_pending_again_under_a_new_fencing_number()
    {
        var id = Assert.Single(await AddChangesAsync("a"));
        await Store.CommitDeliveriesAsync([Ended(await ClaimOneAsync(), DeliveryStatus.Parked)], Ct);

        Assert.True(await RedeliversAsync(id, Reset, Order, Commit));
        Assert.Equal([WorkHint.Changes], Hints);
        Assert.Equal(
            $"Pending, 0, 0, 2, 1, {Stored(Now)}",
            await ReadAsync("SELECT status, tries, leased, fence, head, due_at FROM payment_change"));

        Assert.False(await RedeliversAsync(id, Rollback));
        Assert.False(await RedeliversAsync(Guid.Empty, Rollback));
        Assert.Empty(Hints);
    }

    [Fact]
    public async Task Redelivered_change_waits_for_the_one_that_is_being_delivered()
    {
        var ids = await AddChangesAsync("a", count: 2);
        await Store.CommitDeliveriesAsync([Ended(await ClaimOneAsync(), DeliveryStatus.Parked)], Ct);
        await ClaimOneAsync();

        Assert.True(await RedeliversAsync(ids[0], Reset, Commit));

        Assert.Equal("2", await ReadAsync("SELECT sequence FROM payment_change WHERE head = TRUE"));
    }

    private async Task<ClaimedChange> ClaimOneAsync() => Assert.Single(await ClaimChangesAsync());

    private Task CommitsAsync(DeliveryCommit commit, params string[] statements) => RunsAsync(
        () => Store.CommitDeliveriesAsync([commit], Ct), [BeginWrite, SiblingsOfOne, SiblingsOfOne, .. statements]);

    private Task<bool> RedeliversAsync(Guid id, params string[] statements) => RunsAsync(
        () => Store.RedeliverAsync(id, Now, Ct), [BeginWrite, RowOfChange, ById, SiblingsOfOne, .. statements]);
}
