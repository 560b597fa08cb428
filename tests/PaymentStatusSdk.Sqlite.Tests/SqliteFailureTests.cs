using Microsoft.Data.Sqlite;
using PaymentStatusSdk.Relational.Database;
using PaymentStatusSdk.Relational.Dialects;
using PaymentStatusSdk.Relational.Store;
using PaymentStatusSdk.Sqlite.Dialects;
using PaymentStatusSdk.Tracking;
using SQLitePCL;

namespace PaymentStatusSdk.Sqlite.Tests;

public sealed class SqliteFailureTests : SqliteTest
{
    [Fact]
    public async Task File_that_is_not_a_database_is_rejected_and_unchanged()
    {
        var text = string.Concat(Enumerable.Repeat("This is a letter. ", 200));
        await File.WriteAllTextAsync(FilePath, text, Ct);

        var refusal = await Assert.ThrowsAsync<TrackingStoreException>(() => Store().PrepareAsync(Ct));

        Assert.False(refusal.IsTransient);
        Assert.Contains("not an SQLite database", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(text, await File.ReadAllTextAsync(FilePath, Ct));
    }

    [Fact]
    public async Task Repaired_file_is_used_without_a_restart()
    {
        await File.WriteAllTextAsync(FilePath, new string('x', 5_000), Ct);
        var store = Store();
        await Assert.ThrowsAsync<TrackingStoreException>(() => store.GetAsync(1, Ct));

        File.Delete(FilePath);

        Assert.Null(await store.GetAsync(1, Ct));
    }

    [Fact]
    public async Task Missing_folder_is_reported()
    {
        var store = Store(Database(Path.Combine(PathOf("gone"), "x.db")));

        var refusal = await Assert.ThrowsAsync<TrackingStoreException>(() => store.PrepareAsync(Ct));

        Assert.False(refusal.IsTransient);
        Assert.Contains("the folder exists", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Writer_waits_for_another_process_and_continues()
    {
        var store = Store();
        await store.PrepareAsync(Ct);
        await using var other = new SqliteConnection($"Data Source={FilePath};Pooling=False");
        await other.OpenAsync(Ct);
        await RunAsync(other, "BEGIN IMMEDIATE");

        var adding = AddAsync(store, "a");
        // Readers are not blocked.
        Assert.Null(await store.GetAsync(1, Ct));
        Assert.False(adding.IsCompleted);
        await RunAsync(other, "COMMIT");

        Assert.Equal(1, (await adding).Id);
    }

    [Fact]
    public async Task Permanently_locked_file_is_a_transient_failure()
    {
        var store = Store(TimeSpan.FromMilliseconds(100));
        await store.PrepareAsync(Ct);
        await using var other = new SqliteConnection($"Data Source={FilePath};Pooling=False");
        await other.OpenAsync(Ct);
        await RunAsync(other, "BEGIN IMMEDIATE");

        var failure = await Assert.ThrowsAsync<TrackingStoreException>(() => AddAsync(store, "a"));

        Assert.True(failure.IsTransient);
        Assert.IsType<SqliteException>(failure.InnerException);
        Assert.Contains("locked by another process", failure.Message, StringComparison.Ordinal);
        await RunAsync(other, "ROLLBACK");
        Assert.Equal(1, (await AddAsync(store, "a")).Id);
    }

    [Fact]
    public async Task Connection_is_kept_when_the_file_is_locked()
    {
        var database = Database();
        await Store(database).PrepareAsync(Ct);
        await using var other = new SqliteConnection($"Data Source={FilePath};Pooling=False");
        await other.OpenAsync(Ct);
        await RunAsync(other, "BEGIN IMMEDIATE");
        await using var connection = await database.Dialect.OpenAsync(StoreAccess.Write, Ct);
        await RunAsync((SqliteConnection)connection.Connection, "PRAGMA busy_timeout=0");
        var session = new StoreSession(database.Dialect, connection, StoreAccess.Write);

        await Assert.ThrowsAsync<SqliteException>(() => session.RunAsync([new SqlStatement("SELECT 1")], Ct));

        // No transaction was begun, so there is none to roll back.
        Assert.True(await session.TryRollBackAsync());
        await RunAsync(other, "COMMIT");
        var next = new StoreSession(database.Dialect, connection, StoreAccess.Write);
        await next.RunAsync([new SqlStatement("SELECT 1")], Ct);
        Assert.True(await next.TryRollBackAsync());
        await RunAsync(other, "BEGIN IMMEDIATE");
    }

    [Fact]
    public async Task Caller_that_cancels_while_the_file_is_locked_writes_nothing()
    {
        var store = Store();
        await store.PrepareAsync(Ct);
        await using var other = new SqliteConnection($"Data Source={FilePath};Pooling=False");
        await other.OpenAsync(Ct);
        await RunAsync(other, "BEGIN IMMEDIATE");
        using var cancellationSource = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        var adding = AddAsync(store, "a", cancellationSource.Token);

        await cancellationSource.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => adding);
        await RunAsync(other, "ROLLBACK");
        Assert.Empty((await store.ListAsync(new TrackedFilter(), Ct)).Items);
    }

    [Fact]
    public async Task Full_disk_is_a_transient_failure_that_writes_nothing()
    {
        var database = Database(FilePath);
        var store = Store(database);
        await AddAsync(store, "a");
        // Equivalent to a full disk: SQLite returns the same error.
        await ExecuteAsync(database, $"PRAGMA max_page_count={(await ExecuteAsync(database, "PRAGMA page_count"))[0]}");

        var failure = await Assert.ThrowsAsync<TrackingStoreException>(() => AddAsync(store, new string('b', 100_000)));

        Assert.True(failure.IsTransient);
        Assert.Contains("disk is full", failure.Message, StringComparison.Ordinal);
        // The connection was closed; the next one has no such limit.
        Assert.Equal(2, (await AddAsync(store, new string('b', 100_000))).Id);
    }

    [Theory]
    [InlineData(raw.SQLITE_CONSTRAINT, true)]
    [InlineData(raw.SQLITE_TOOBIG, true)]
    [InlineData(raw.SQLITE_MISMATCH, true)]
    [InlineData(raw.SQLITE_ERROR, false)]
    [InlineData(raw.SQLITE_FULL, false)]
    [InlineData(raw.SQLITE_IOERR, false)]
    [InlineData(raw.SQLITE_READONLY, false)]
    public void Failure_is_of_the_data_when_other_data_would_be_taken(int code, bool isOfData)
    {
        var failure = SqliteFailures.Explain(new SqliteException("refused", code), FilePath)!;

        Assert.Equal(isOfData, failure.IsOfData);
        Assert.False(failure is { IsOfData: true, IsTransient: true });
    }

    [Fact]
    public async Task Unreadable_document_is_reported_with_its_file()
    {
        var database = Database(FilePath);
        var store = Store(database);
        var row = await AddAsync(store, "a");
        await ExecuteAsync(database, "UPDATE payment_tracked SET document = 'no json'");

        var failure = await Assert.ThrowsAsync<TrackingStoreException>(() => store.GetAsync(row.Id, Ct));

        Assert.False(failure.IsTransient);
        Assert.Contains(FilePath, failure.Message, StringComparison.Ordinal);
        Assert.Contains("transaction 1 ", failure.Message, StringComparison.Ordinal);
        failure = await Assert.ThrowsAsync<TrackingStoreException>(() => store.ListAsync(new TrackedFilter(), Ct));
        Assert.Contains("transaction 1 ", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Claim_and_counts_read_only_their_indexes()
    {
        var database = Database(FilePath);
        await database.PrepareAsync(Ct);

        Assert.Equal(
            "SEARCH payment_tracked USING INDEX payment_tracked_due (client=? AND due_at<?)",
            await PlanAsync("SELECT document FROM payment_tracked WHERE client = ?1 AND due_at <= ?2 ORDER BY due_at, id LIMIT ?3"));
        Assert.Equal(
            "SEARCH payment_change USING INDEX payment_change_due (due_at<?)",
            await PlanAsync(
                "SELECT document FROM payment_change WHERE head = TRUE AND due_at <= ?1 ORDER BY due_at, id LIMIT ?2",
                "USE TEMP B-TREE FOR LAST TERM OF ORDER BY"));
        Assert.Contains(
            "COVERING INDEX payment_tracked_active",
            await PlanAsync("SELECT client, state, COUNT(*) FROM payment_tracked WHERE status = 'Active' GROUP BY client, state"),
            StringComparison.Ordinal);

        var lists = new Lists(database.Dialect);
        Assert.Contains(
            "COVERING INDEX payment_tracked_list",
            await PlanAsync(Text(new TrackedFilter { ClientName = "cards" })), StringComparison.Ordinal);
        Assert.Contains(
            "INDEX payment_tracked_contested",
            await PlanAsync(Text(new TrackedFilter { IsContested = true, State = PaymentState.Captured })), StringComparison.Ordinal);
        Assert.Contains(
            "INDEX payment_tracked_mismatch", await PlanAsync(Text(new TrackedFilter { HasMismatch = true })), StringComparison.Ordinal);
        Assert.Contains(
            "INDEX payment_tracked_stopped",
            await PlanAsync(Text(new TrackedFilter { Status = TrackingStatus.Stopped, ClientName = "cards" })), StringComparison.Ordinal);

        string Text(TrackedFilter filter) => lists.Select(filter).Text.Replace('@', ':');

        async Task<string> PlanAsync(string sql, string? besides = null) => string.Join(
            '\n',
            (await ExecuteAsync(database, "EXPLAIN QUERY PLAN " + sql, StoreAccess.Read)).OfType<string>().Where(step => step != besides));
    }
}
