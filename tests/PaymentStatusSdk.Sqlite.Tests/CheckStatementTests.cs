using PaymentStatusSdk.Relational.Store;
using PaymentStatusSdk.Tracking;
using PaymentStatusSdk.Tracking.Stores;

namespace PaymentStatusSdk.Sqlite.Tests;

/// <summary>The statements that claim rows for checks, renew their leases and commit the results.</summary>
public sealed class CheckStatementTests : LockingStoreTest
{
    private const string Due = "SELECT payment_tracked /*payment_tracked_due*/ /*lock*/ /*skip*/ (client Name, now Time, count Number)";
    private const string Held = "SELECT payment_tracked /*lock*/ (ids0 Number)";
    private const string WithKeys = "SELECT payment_tracked payment_tracked /*ordered*/ payment_tracked /*lock t*/";
    private const string Pending = "SELECT payment_change /*payment_change_transaction*/ /*lock*/ (ids0 Number)";

    private static string Lease => Update("payment_tracked", LeaseUpdate.OfRow);

    private static string Written => Update("payment_tracked", TrackedRow.Written);

    private static string Added => Insert("payment_change", ChangeRow.Added);

    private static string Order => Update("payment_change", ChangeRow.Order);

    [Fact]
    public async Task Due_rows_are_locked_and_leased_in_the_order_of_their_times()
    {
        await AddAsync(Row("later"));
        await AddAsync(Row("earlier") with { NextCheckAt = Now.AddMinutes(-1) });

        var claimed = await RunsAsync(() => ClaimAsync(), BeginWrite, BeforeClaim, Due, Lease, Lease, Commit);

        Assert.Equal(["earlier", "later"], claimed.Select(one => one.Transaction.MerchantReference));
        Assert.Equal([Now.AddMinutes(-1), Now], claimed.Select(one => one.DueAt));
        Assert.All(claimed, one => Assert.Equal((1L, 0L, Now.AddMinutes(1)), (one.Fence, one.Wakes, one.Transaction.NextCheckAt!.Value)));
        Assert.Equal("1, 1, 1, 1", await ReadAsync("SELECT fence, leased FROM payment_tracked"));
    }

    [Fact]
    public async Task Claim_without_due_rows_writes_nothing() =>
        Assert.Empty(await RunsAsync(() => ClaimAsync(), BeginWrite, BeforeClaim, Due, Rollback));

    [Fact]
    public async Task Only_a_database_with_one_writer_is_read_before_a_claim()
    {
        const string AnyDue = "SELECT payment_tracked (client Name, now Time)";
        Dialect.IsOneWriter = true;
        Assert.Empty(await RunsAsync(() => ClaimAsync(), BeginRead, AnyDue, Commit));
        await AddAsync(Row("due"));

        Assert.Single(
            await RunsAsync(() => ClaimAsync(), BeginRead, AnyDue, Commit, BeginWrite, BeforeClaim, Due, Lease, Commit));
    }

    [Fact]
    public async Task Unreadable_row_is_deferred_without_a_lease_while_the_others_are_claimed_at_once()
    {
        await AddAsync(Row("bad"));
        await AddAsync(Row("good"));
        await ReadAsync("UPDATE payment_tracked SET document = '[]' WHERE id = 1");

        var claimed = await RunsAsync(() => ClaimAsync(), BeginWrite, BeforeClaim, Due, Lease, Lease, Commit);

        Assert.Equal("good", Assert.Single(claimed).Transaction.MerchantReference);
        Assert.Equal(
            $"1, 0, {Stored(Now.AddHours(1))}", await ReadAsync("SELECT fence, leased, due_at FROM payment_tracked WHERE id = 1"));
        var line = Assert.Single(Log.Lines);
        Assert.Equal(1401, line.EventId.Id);
        Assert.Contains("(JsonException)", line.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Leases_that_are_still_held_are_renewed()
    {
        const string Leased = "SELECT payment_tracked /*PRIMARY*/ /*lock*/ /*skip*/";
        await AddAsync(Row("a"));
        await AddAsync(Row("b"));
        var claimed = await ClaimAsync();
        var (held, lost) = (new Lease<long>(claimed[0].Transaction.Id, 1), new Lease<long>(claimed[1].Transaction.Id, 9));

        var renewed = await RunsAsync(
            () => Store.RenewChecksAsync([held, lost], Now.AddMinutes(7), Ct),
            BeginWrite, $"{Leased} (ids0 Number, ids1 Number)", Update("payment_tracked", LeaseRenewal.OfRow), Commit);

        Assert.Equal([held], renewed);
        Assert.Equal(
            $"{Stored(Now.AddMinutes(7))}, {Stored(Now.AddMinutes(1))}",
            await ReadAsync("SELECT due_at FROM payment_tracked ORDER BY id"));
        Assert.Empty(
            await RunsAsync(() => Store.RenewChecksAsync([lost], Now, Ct), BeginWrite, $"{Leased} (ids0 Number)", Commit));
    }

    [Fact]
    public async Task Commit_without_a_change_reads_no_changes()
    {
        await AddAsync(Row("a"));
        var claimed = Assert.Single(await ClaimAsync());

        Assert.Equal([CommitOutcome.Written], await CommitsAsync([Checked(claimed)], BeginWrite, Held, Written, Commit));
        Assert.Empty(Hints);
    }

    [Fact]
    public async Task Lost_commit_writes_nothing()
    {
        await AddAsync(Row("a"));
        var claimed = Assert.Single(await ClaimAsync());
        var late = Checked(claimed, null, Change(claimed.Transaction, 1)) with { Fence = 0 };

        Assert.Equal([CommitOutcome.Lost], await CommitsAsync([late], BeginWrite, Held, Pending, Commit));
        Assert.Empty(Hints);
    }

    [Fact]
    public async Task Rows_of_all_clients_are_locked_by_one_statement_and_changes_only_of_rows_that_add_some()
    {
        await AddAsync(Row("a"));
        await AddAsync(Row("b", "ppro"));
        var first = Assert.Single(await ClaimAsync());
        var second = Assert.Single(await ClaimAsync("ppro"));

        var outcomes = await CommitsAsync(
            [Checked(first, "g-1"), Checked(second, "g-2", Change(second.Transaction, 1))],
            BeginWrite,
            "SELECT payment_tracked payment_tracked payment_tracked /*ordered*/ payment_tracked /*lock t*/ "
                + "(ids0 Number, ids1 Number, keys1_0 Key, client1 Name, keys2_0 Key, client2 Name)",
            Pending, Written, Written, Added, Commit);

        Assert.Equal([CommitOutcome.Written, CommitOutcome.Written], outcomes);
        Assert.Equal([WorkHint.Changes], Hints);
        Assert.Equal("2, 1", await ReadAsync("SELECT transaction_id, head FROM payment_change"));
    }

    [Fact]
    public async Task Survivor_of_a_duplicate_is_woken()
    {
        await AddAsync(Row("a") with { NextCheckAt = Now.AddHours(1) }, "g-1");
        await AddAsync(Row("b"));
        var claimed = Assert.Single(await ClaimAsync());

        var outcomes = await CommitsAsync(
            [Checked(claimed, "g-1", Change(claimed.Transaction, 1))],
            BeginWrite, $"{WithKeys} (ids0 Number, keys1_0 Key, client1 Name)", Pending, Held, Written,
            Update("payment_tracked", WakeUpdate.Columns), Commit);

        Assert.Equal([CommitOutcome.Duplicate], outcomes);
        Assert.Equal([WorkHint.Checks], Hints);
        Assert.Equal("1", await ReadAsync("SELECT wakes FROM payment_tracked WHERE id = 1"));
    }

    [Fact]
    public async Task Survivor_in_the_batch_is_not_read()
    {
        await AddAsync(Row("a"), "g-1");
        await AddAsync(Row("b"));
        var claimed = await ClaimAsync();

        var outcomes = await CommitsAsync(
            [Checked(claimed[0], "g-1"), Checked(claimed[1], "g-1")],
            BeginWrite, $"{WithKeys} (ids0 Number, ids1 Number, keys1_0 Key, client1 Name)", Written, Written, Commit);

        Assert.Equal([CommitOutcome.Written, CommitOutcome.Duplicate], outcomes);
    }

    [Fact]
    public async Task Survivor_that_cannot_be_read_is_woken()
    {
        await AddAsync(Row("a") with { NextCheckAt = Now.AddHours(1) }, "g-1");
        await AddAsync(Row("b"));
        var claimed = Assert.Single(await ClaimAsync());
        await ReadAsync("UPDATE payment_tracked SET document = '[]' WHERE id = 1");

        Assert.Equal([CommitOutcome.Duplicate], await Store.CommitChecksAsync([Checked(claimed, "g-1")], Now, Ct));

        Assert.Equal("1, []", await ReadAsync("SELECT wakes, document FROM payment_tracked WHERE id = 1"));
    }

    [Fact]
    public async Task Key_that_another_row_of_the_batch_receives_is_released_first()
    {
        await AddAsync(Row("a"), "g-1");
        await AddAsync(Row("b"));
        var claimed = await ClaimAsync();

        var outcomes = await CommitsAsync(
            [Checked(claimed[1], "g-1"), Checked(claimed[0], "g-2")],
            BeginWrite, $"{WithKeys} (ids0 Number, ids1 Number, keys1_0 Key, keys1_1 Key, client1 Name)",
            Update("payment_tracked", TrackedRow.Released), Written, Written, Commit);

        Assert.Equal([CommitOutcome.Written, CommitOutcome.Written], outcomes);
        Assert.Equal("g-2, g-1", await ReadAsync("SELECT gateway_key FROM payment_tracked ORDER BY id"));
    }

    [Fact]
    public async Task Change_with_a_lower_number_becomes_the_next_one_and_the_other_waits()
    {
        await AddAsync(Row("a"));
        var first = Assert.Single(await ClaimAsync());
        await Store.CommitChecksAsync([Checked(first, null, Change(first.Transaction, 2))], Now, Ct);
        var again = Assert.Single(await ClaimAsync(now: Now.AddHours(1)));

        await CommitsAsync(
            [Checked(again, null, Change(again.Transaction, 1))], BeginWrite, Held, Pending, Written, Added, Order, Commit);

        Assert.Equal("1, 1, 2, 0", await ReadAsync("SELECT sequence, head FROM payment_change ORDER BY sequence"));
    }

    [Fact]
    public async Task Change_that_is_added_twice_can_never_be_stored()
    {
        await AddAsync(Row("a"));
        var claimed = Assert.Single(await ClaimAsync());
        var change = Change(claimed.Transaction, 1);

        var refusal = await Assert.ThrowsAsync<TrackingStoreException>(
            () => Store.CommitChecksAsync([Checked(claimed, null, change, change)], Now, Ct));

        Assert.True(refusal.IsOfData);
        Assert.Equal("0", await ReadAsync("SELECT COUNT(*) FROM payment_change"));
    }

    private Task<IReadOnlyList<CommitOutcome>> CommitsAsync(CheckCommit[] commits, params string[] statements) =>
        RunsAsync(() => Store.CommitChecksAsync(commits, Now, Ct), statements);
}
