using PaymentStatusSdk.Relational.Store;
using PaymentStatusSdk.Tracking;
using PaymentStatusSdk.Tracking.Stores;

namespace PaymentStatusSdk.Sqlite.Tests;

/// <summary>The statements that add a row, join it and find it.</summary>
public sealed class EnrollmentStatementTests : LockingStoreTest
{
    private const string LockKey = "SELECT /*lock key*/ (key Text)";
    private const string ByBothKeys = "SELECT payment_tracked payment_tracked /*ordered*/ payment_tracked";
    private const string BothKeys = "(client Name, gateway_key Key, merchant_key Key)";
    private const string GatewayKey = "(client Name, gateway_key Key)";
    private const string MerchantKey = "(client Name, merchant_key Key)";
    private const string LockByBothKeys = ByBothKeys + " /*lock t*/ " + BothKeys;
    private const string LockByMerchantKey = "SELECT payment_tracked /*lock*/ " + MerchantKey;

    private static string Added => Insert("payment_tracked", TrackedRow.Added);

    private static string Written => Update("payment_tracked", TrackedRow.Written);

    [Fact]
    public async Task Merchant_key_is_locked_before_the_rows_are_read()
    {
        var added = await RunsAsync(() => AddAsync(Row("a"), "g-1"), BeginWrite, LockKey, LockByBothKeys, Added, Commit);

        Assert.Equal(1, added.Id);
        Assert.Equal(["cards\na"], Dialect.Locked);
        var claimed = Assert.Single(await ClaimAsync());
        Assert.Equal((1L, 0L), (claimed.Fence, claimed.Wakes));
    }

    [Fact]
    public async Task Row_without_a_merchant_key_locks_none()
    {
        await RunsAsync(
            () => Store.AddAsync(Row("a"), new TransactionKeys("g-1", null, false), _ => null, Ct),
            BeginWrite, "SELECT payment_tracked /*lock*/ " + GatewayKey, Added, Commit);

        Assert.Empty(Dialect.Locked);
    }

    [Fact]
    public async Task Times_of_an_added_row_are_those_that_are_stored()
    {
        var added = await AddAsync(Row("a") with { NextCheckAt = Now.AddTicks(1), DeadlineAt = Now.AddTicks(11) });

        Assert.Equal((Now.AddMicroseconds(1), Now.AddMicroseconds(2)), (added.NextCheckAt!.Value, added.DeadlineAt));
    }

    [Fact]
    public async Task Joined_row_is_written_and_its_times_are_those_that_are_stored()
    {
        await AddAsync(Row("a"));

        var joined = await RunsAsync(
            () => JoinAsync(row => row with
            {
                NextCheckAt = Now.AddTicks(1),
                DeadlineAt = Now.AddTicks(11),
                CompletedAt = Now.AddTicks(21),
            }),
            BeginWrite, LockKey, LockByMerchantKey, Written, Commit);

        (long, DateTimeOffset?, DateTimeOffset, DateTimeOffset?) expected =
            (1L, Now.AddMicroseconds(1), Now.AddMicroseconds(2), Now.AddMicroseconds(3));
        Assert.Equal(expected, TimesOf(joined));
        Assert.Equal(expected, TimesOf((await Store.GetAsync(1, Ct))!));
        Assert.Equal("1", await ReadAsync("SELECT fence FROM payment_tracked"));

        static (long, DateTimeOffset?, DateTimeOffset, DateTimeOffset?) TimesOf(TrackedTransaction row) =>
            (row.Id, row.NextCheckAt, row.DeadlineAt, row.CompletedAt);
    }

    [Fact]
    public async Task Row_that_is_not_joined_is_unchanged()
    {
        await AddAsync(Row("a"));

        var known = await RunsAsync(() => JoinAsync(_ => null), BeginWrite, LockKey, LockByMerchantKey, Commit);

        Assert.Equal((1L, Now), (known.Id, known.NextCheckAt!.Value));
    }

    [Fact]
    public async Task Failure_of_the_application_leaves_the_row_unchanged()
    {
        await AddAsync(Row("a"));
        var cause = new FormatException();

        var thrown = await RunsAsync(
            async () => await Record.ExceptionAsync(() => JoinAsync(_ => throw cause)), BeginWrite, LockKey, LockByMerchantKey, Rollback);
        var refusal = await RunsAsync(
            async () => await Record.ExceptionAsync(() => JoinAsync(row => row with { MerchantReference = "a\0b" })),
            BeginWrite, LockKey, LockByMerchantKey, Rollback);

        Assert.Same(cause, thrown);
        Assert.True(Assert.IsType<TrackingStoreException>(refusal).IsOfData);
        Assert.Equal("a", (await Store.GetAsync(1, Ct))!.MerchantReference);
    }

    [Fact]
    public async Task Text_that_cannot_be_stored_is_refused_without_a_statement()
    {
        await AddAsync(Row("a"));
        var claimed = Assert.Single(await ClaimAsync());
        var row = Row("b") with { MerchantReference = "a\0b" };
        var connection = await Dialect.ConnectAsync(Ct);
        await using var transaction = await connection.BeginTransactionAsync(Ct);
        Func<Task>[] calls =
        [
            () => AddAsync(row),
            () => Store.AddAsync(row, Keys(row), _ => null, transaction, Ct),
            () => Store.CommitChecksAsync([Checked(claimed, "a\0b")], Now, Ct),
        ];

        foreach (var call in calls)
            await RunsAsync(async () => Assert.True((await Assert.ThrowsAsync<TrackingStoreException>(call)).IsOfData));
    }

    [Fact]
    public async Task Row_is_found_by_either_key_without_a_lock()
    {
        var (gatewayKey, merchantKey) = (new string('g', 301), new string('m', 301));
        await AddAsync(Row(merchantKey), gatewayKey);

        var found = new[]
        {
            await FindAsync(new TransactionKeys(gatewayKey, merchantKey, true), $"{ByBothKeys} {BothKeys}"),
            await FindAsync(new TransactionKeys(gatewayKey, null, true), "SELECT payment_tracked " + GatewayKey),
            await FindAsync(new TransactionKeys(null, merchantKey, true), "SELECT payment_tracked " + MerchantKey),
        };

        Assert.All(found, row => Assert.Equal(1, row!.Id));
        Assert.Null(await FindAsync(new TransactionKeys(null, "b", true), "SELECT payment_tracked " + MerchantKey));

        Task<TrackedTransaction?> FindAsync(TransactionKeys keys, string select) =>
            RunsAsync(() => Store.FindAsync("cards", keys, Ct), BeginRead, select, Commit);
    }

    [Fact]
    public async Task Row_is_read_by_its_number_without_a_lock()
    {
        await AddAsync(Row("a"));

        var row = await RunsAsync(() => Store.GetAsync(1, Ct), BeginRead, "SELECT payment_tracked (id Number)", Commit);

        Assert.Equal("a", row!.MerchantReference);
    }

    private Task<TrackedTransaction> JoinAsync(Func<TrackedTransaction, TrackedTransaction?> join) =>
        Store.AddAsync(Row("a"), Keys(Row("a")), join, Ct);
}
