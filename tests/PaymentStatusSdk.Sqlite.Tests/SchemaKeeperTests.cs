using PaymentStatusSdk.Relational.Database;
using PaymentStatusSdk.Relational.Dialects;
using PaymentStatusSdk.Tracking;

namespace PaymentStatusSdk.Sqlite.Tests;

/// <summary>Tables are created under the lock of a dialect, and only verified when the application manages them.</summary>
public sealed class SchemaKeeperTests : SqliteTest
{
    [Fact]
    public async Task Tables_are_created_once_between_lock_and_unlock()
    {
        var dialect = Scripted();
        var tables = new LockedSchema(dialect.Schema);
        dialect.Tables = tables;

        await Database(dialect).PrepareAsync(Ct);

        Assert.Equal(["prepare", "lock", "namespace", "unlock"], tables.Steps);
        Assert.Equal(DateTimeOffset.UnixEpoch.AddSeconds(1), tables.Answer);
        Assert.Equal(1L, await CountNamespacesAsync(Database(dialect)));
        // The next process finds the version and changes nothing.
        Assert.Equal(["prepare", "lock", "namespace", "unlock", "prepare"], tables.Steps);
    }

    [Fact]
    public async Task Failed_creation_is_undone_and_unlocked()
    {
        var dialect = Scripted();
        var tables = new LockedSchema(dialect.Schema) { Namespace = "CREATE TABLE namespace_made (n INTEGER);\nSELECT missing;\n" };
        dialect.Tables = tables;

        await Assert.ThrowsAsync<TrackingStoreException>(() => Database(dialect).PrepareAsync(Ct));

        Assert.Equal(["prepare", "lock", "namespace", "unlock"], tables.Steps);
        dialect.Tables = null;
        Assert.Equal(0L, await CountNamespacesAsync(Database(dialect)));
    }

    [Theory]
    [InlineData("UPDATE payment_schema SET version = 0", "has version 0, but version 1 is required")]
    [InlineData("DROP TABLE payment_schema", "There are no tables")]
    [InlineData("DELETE FROM payment_schema", "There are no tables")]
    public async Task Tables_that_the_application_manages_are_verified_and_not_changed(string change, string expected)
    {
        var dialect = Scripted();
        await Database(dialect).PrepareAsync(Ct);
        await ExecuteAsync(Database(dialect), change);
        dialect.Manages = false;

        var refusal = await Assert.ThrowsAsync<TrackingStoreException>(() => Database(dialect).PrepareAsync(Ct));

        Assert.False(refusal.IsTransient);
        Assert.Contains(expected, refusal.Message, StringComparison.Ordinal);
        foreach (var text in new[] { dialect.Place, dialect.ScriptName, "ManageSchema" })
            Assert.Contains(text, refusal.Message, StringComparison.Ordinal);
        dialect.Manages = true;
        await Database(dialect).PrepareAsync(Ct);
        Assert.Equal(1L, Assert.Single(await ExecuteAsync(Database(dialect), "SELECT version FROM payment_schema")));
    }

    [Fact]
    public async Task Newer_version_is_refused_also_by_an_application_that_manages_the_tables()
    {
        var dialect = Scripted();
        await ExecuteAsync(Database(dialect), "UPDATE payment_schema SET version = 2");
        foreach (var manages in new[] { true, false })
        {
            dialect.Manages = manages;
            var refusal = await Assert.ThrowsAsync<TrackingStoreException>(() => Database(dialect).PrepareAsync(Ct));

            Assert.False(refusal.IsTransient);
            Assert.Contains("has version 2, but this package supports versions up to 1:", refusal.Message, StringComparison.Ordinal);
            Assert.Contains(dialect.PackageName, refusal.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Id_of_the_database_survives_a_migration()
    {
        var dialect = Scripted();
        var database = Database(dialect);
        var before = Assert.Single(await ExecuteAsync(database, "SELECT database_id FROM payment_schema"));
        await ExecuteAsync(database, "UPDATE payment_schema SET version = 0");

        await database.PrepareAsync(Ct);

        Assert.Equal(before, Assert.Single(await ExecuteAsync(database, "SELECT database_id FROM payment_schema")));
        Assert.Equal(32, Assert.IsType<string>(before).Length);
    }

    [Fact]
    public void Script_for_the_command_line_enables_the_log_and_is_one_transaction()
    {
        var script = SqliteSchema.GetScript();

        Assert.StartsWith("PRAGMA journal_mode=WAL;\nBEGIN IMMEDIATE;\nCREATE TABLE", script, StringComparison.Ordinal);
        Assert.EndsWith(";\nCOMMIT;\n", script, StringComparison.Ordinal);
    }

    private static async Task<object> CountNamespacesAsync(StoreDatabase database) =>
        Assert.Single(await ExecuteAsync(database, "SELECT COUNT(*) FROM sqlite_master WHERE name = 'namespace_made'"));

    /// <summary>The tables of SQLite with a lock that outlives the transaction, and a namespace.</summary>
    private sealed class LockedSchema(SchemaDialect inner) : SchemaDialect
    {
        public List<string> Steps { get; } = [];

        public DateTimeOffset? Answer { get; private set; }

        public string Namespace { get; init; } = "CREATE TABLE namespace_made (n INTEGER);\n";

        public override string Identity => inner.Identity;

        public override string NewId => inner.NewId;

        public override SqlStatement Lock => new("SELECT 1") { ReturnsRows = true, Read = _ => Steps.Add("lock") };

        public override SqlStatement Unlock
        {
            get
            {
                Steps.Add("unlock");
                return new("SELECT 2") { ReturnsRows = true };
            }
        }

        public override string TypeOf(SqlType type) => inner.TypeOf(type);

        public override SqlStatement TableExists(string table) => inner.TableExists(table);

        public override Task PrepareAsync(Func<SqlStatement, Task<object?>> query, CancellationToken cancellationToken)
        {
            Steps.Add("prepare");
            return inner.PrepareAsync(query, cancellationToken);
        }

        public override async Task<string?> CreateNamespaceAsync(
            Func<SqlStatement, Task<object?>> query, CancellationToken cancellationToken)
        {
            Steps.Add("namespace");
            var answer = await query(new SqlStatement("SELECT COALESCE(@none, @time)")
                .With("none", SqlType.Text, null).With("time", SqlType.Time, DateTimeOffset.UnixEpoch.AddSeconds(1)));
            Answer = DateTimeOffset.UnixEpoch.AddMicroseconds((long)answer!);
            return Namespace;
        }
    }
}
