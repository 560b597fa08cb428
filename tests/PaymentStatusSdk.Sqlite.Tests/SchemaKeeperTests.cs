using Microsoft.Data.Sqlite;
using PaymentStatusSdk.Relational.Dialects;
using PaymentStatusSdk.Relational.Schema;
using PaymentStatusSdk.Sqlite.Dialects;
using PaymentStatusSdk.Tracking;

namespace PaymentStatusSdk.Sqlite.Tests;

/// <summary>Tables are created under the lock of a dialect, and only verified when the application manages them.</summary>
/// <remarks>
/// The database is in memory: these tests are shorter than all that use a file, so that a run of mutants of the preparation, which every
/// file needs, starts with them.
/// </remarks>
public sealed class SchemaKeeperTests : IDisposable
{
    private const string Locking = "CREATE TABLE locked (n INTEGER)";
    private const string Unlocking = "CREATE TABLE unlocked (n INTEGER)";
    private const string TableExists = "SELECT COUNT(*) FROM sqlite_master WHERE type = 'table' AND name = 'payment_schema'";
    private const string ReadVersion = "SELECT version, database_id FROM payment_schema ORDER BY version";

    private readonly MemoryConnection _connection = new();
    private readonly ScriptedDialect _scripted = new(new SqliteDialect(new SqliteStoreOptions { ConnectionString = "payments.db" }));
    private readonly MemorySchema _schema;
    private readonly RowLockDialect _dialect;
    private readonly StoreConnection _opened;

    public SchemaKeeperTests()
    {
        _connection.Open();
        _schema = new MemorySchema(_scripted.Schema);
        _scripted.Tables = _schema;
        _dialect = new RowLockDialect(_scripted);
        _opened = new StoreConnection(_connection);
    }

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private IEnumerable<string> Texts => _connection.Created.Select(command => command.CommandText);

    public void Dispose() => _connection.Dispose();

    [Fact]
    public async Task Tables_are_created_in_one_transaction_between_lock_and_unlock()
    {
        _schema.Locking = Locking;
        _schema.Unlocking = Unlocking;
        // A blank statement is left out.
        _schema.Namespace = "CREATE TABLE namespace_made (n INTEGER);\n ;\n";

        var id = await PrepareAsync();

        Assert.Equal(
            [
                "BEGIN", TableExists, "COMMIT", "BEGIN IMMEDIATE", Locking, MemorySchema.Query,
                "CREATE TABLE namespace_made (n INTEGER)",
            ],
            Texts.Take(7));
        Assert.Equal([ReadVersion, Unlocking], Texts.TakeLast(2));
        Assert.Equal([StoreAccess.Read, StoreAccess.Write], _dialect.Begun);
        Assert.False(_opened.IsBroken);
        Assert.Equal(32, id.Length);
        Assert.Equal(id, Scalar("SELECT database_id FROM payment_schema"));
        Assert.Equal((1L, 1L), (Count("locked"), Count("unlocked")));
    }

    [Fact]
    public async Task Statements_of_a_script_run_one_by_one_with_the_limit_of_the_dialect_and_are_not_kept()
    {
        await PrepareAsync();

        Assert.All(Texts, text =>
        {
            Assert.NotEmpty(text);
            Assert.Equal(text.Trim(), text);
            Assert.DoesNotContain(";", text, StringComparison.Ordinal);
        });
        Assert.All(_connection.Created, command => Assert.Equal(1, command.CommandTimeout));
        Assert.Contains(Texts, IsOfScript);
        Assert.DoesNotContain(_opened.Commands.Keys, IsOfScript);

        static bool IsOfScript(string text) => text.StartsWith("CREATE TABLE IF NOT EXISTS", StringComparison.Ordinal);
    }

    [Fact]
    public async Task Query_of_a_dialect_gets_its_parameters()
    {
        await PrepareAsync();

        Assert.Equal(1_000_000L, _schema.Answer);
    }

    [Fact]
    public async Task Current_tables_are_only_verified()
    {
        var id = await PrepareAsync();
        Forget();

        Assert.Equal(id, await PrepareAsync());

        Assert.Equal(["prepare"], _schema.Steps);
        Assert.Equal([StoreAccess.Read], _dialect.Begun);
        Assert.DoesNotContain("ROLLBACK", Texts);
        Assert.False(_opened.IsBroken);
    }

    [Fact]
    public async Task Tables_that_another_process_has_migrated_before_the_lock_are_not_migrated_again()
    {
        var id = await PrepareAsync();
        Scalar("UPDATE payment_schema SET version = 0");
        Forget();
        // The other process commits while this one waits for the lock.
        _schema.Locking = "UPDATE payment_schema SET version = 1";

        Assert.Equal(id, await PrepareAsync());

        Assert.Equal(["prepare"], _schema.Steps);
        Assert.Equal(1L, Scalar("SELECT version FROM payment_schema"));
        Assert.DoesNotContain("ROLLBACK", Texts);
    }

    [Fact]
    public async Task Id_of_the_database_survives_a_migration()
    {
        var id = await PrepareAsync();
        Scalar("UPDATE payment_schema SET version = 0");
        Forget();

        Assert.Equal(id, await PrepareAsync());

        Assert.Equal(["prepare", "namespace"], _schema.Steps);
        Assert.Equal(1L, Scalar("SELECT version FROM payment_schema"));
    }

    [Theory]
    [InlineData("SELECT 1 FROM sqlite_master WHERE name = 'payment_schema'")]
    [InlineData("SELECT (SELECT 1 FROM sqlite_master WHERE name = 'payment_schema')")]
    [InlineData("SELECT 7 * COUNT(*) FROM sqlite_master WHERE name = 'payment_schema'")]
    public async Task Table_exists_if_the_query_of_the_dialect_returns_a_number_other_than_0(string query)
    {
        _schema.Existing = query;

        var id = await PrepareAsync();

        Assert.Equal(id, await PrepareAsync());
        Assert.Equal(["prepare", "namespace", "prepare"], _schema.Steps);
    }

    [Fact]
    public async Task Failed_creation_is_undone_and_unlocked()
    {
        _schema.Namespace = "CREATE TABLE namespace_made (n INTEGER);\nSELECT missing;\n";
        _schema.Unlocking = Unlocking;

        await Assert.ThrowsAsync<SqliteException>(() => PrepareAsync());

        Assert.Equal((0L, 0L, 1L), (Count("namespace_made"), Count("payment_schema"), Count("unlocked")));
        Assert.False(_opened.IsBroken);
    }

    [Fact]
    public async Task Connection_on_which_a_failed_creation_cannot_be_undone_is_not_used_again()
    {
        _schema.Namespace = "COMMIT;\nSELECT missing;\n";
        _schema.Unlocking = Unlocking;

        await Assert.ThrowsAsync<SqliteException>(() => PrepareAsync());

        Assert.True(_opened.IsBroken);
        Assert.Equal(0L, Count("unlocked"));
    }

    [Theory]
    [InlineData("COMMIT", true)]
    [InlineData("SELECT missing", false)]
    public async Task Connection_on_which_a_failed_reading_cannot_be_ended_is_not_used_again(string query, bool isBroken)
    {
        _schema.Existing = query;

        await Assert.ThrowsAsync<SqliteException>(() => PrepareAsync());

        Assert.Equal(isBroken, _opened.IsBroken);
        Assert.Empty(_schema.Steps);
    }

    [Theory]
    [InlineData("UPDATE payment_schema SET version = 0", "has version 0, but version 1 is required")]
    [InlineData("DROP TABLE payment_schema", "There are no tables")]
    [InlineData("DELETE FROM payment_schema", "There are no tables")]
    public async Task Tables_that_the_application_manages_are_verified_and_not_changed(string change, string expected)
    {
        await PrepareAsync();
        Scalar(change);
        Forget();
        _scripted.Manages = false;

        var refusal = await Assert.ThrowsAsync<TrackingStoreException>(() => PrepareAsync());

        Assert.False(refusal.IsTransient);
        Assert.Contains(expected, refusal.Message, StringComparison.Ordinal);
        foreach (var text in new[] { _dialect.Place, _dialect.ScriptName, "ManageSchema" })
            Assert.Contains(text, refusal.Message, StringComparison.Ordinal);
        Assert.Empty(_schema.Steps);
        _scripted.Manages = true;
        await PrepareAsync();
        Assert.Equal(1L, Scalar("SELECT version FROM payment_schema"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Newer_version_is_refused_also_by_an_application_that_manages_the_tables(bool manages)
    {
        await PrepareAsync();
        Scalar("UPDATE payment_schema SET version = 2");
        Forget();
        _scripted.Manages = manages;

        var refusal = await Assert.ThrowsAsync<TrackingStoreException>(() => PrepareAsync());

        Assert.False(refusal.IsTransient);
        Assert.Contains("has version 2, but this package supports versions up to 1:", refusal.Message, StringComparison.Ordinal);
        Assert.Contains(_dialect.PackageName, refusal.Message, StringComparison.Ordinal);
        Assert.Empty(_schema.Steps);
    }

    [Fact]
    public void Script_for_the_command_line_enables_the_log_and_is_one_transaction()
    {
        var script = SqliteSchema.GetScript();

        Assert.StartsWith("PRAGMA journal_mode=WAL;\nBEGIN IMMEDIATE;\nCREATE TABLE", script, StringComparison.Ordinal);
        Assert.EndsWith(";\nCOMMIT;\n", script, StringComparison.Ordinal);
    }

    private Task<string> PrepareAsync() => new SchemaKeeper(_dialect, _opened).PrepareAsync(Ct);

    private void Forget()
    {
        _connection.Created.Clear();
        _schema.Steps.Clear();
        _dialect.Begun.Clear();
    }

    private long Count(string table) => (long)Scalar($"SELECT COUNT(*) FROM sqlite_master WHERE name = '{table}'")!;

    private object? Scalar(string sql)
    {
#pragma warning disable CA2100 // The text is a constant of the test.
        using var command = new SqliteCommand(sql, _connection);
#pragma warning restore CA2100
        return command.ExecuteScalar();
    }

    /// <summary>A connection to a new database, which records its commands.</summary>
    private sealed class MemoryConnection() : SqliteConnection("Data Source=:memory:;Pooling=False")
    {
        public List<SqliteCommand> Created { get; } = [];

        public override SqliteCommand CreateCommand()
        {
            var command = base.CreateCommand();
            Created.Add(command);
            return command;
        }
    }
}
