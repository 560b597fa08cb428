using PaymentStatusSdk.Relational.Dialects;

namespace PaymentStatusSdk.Sqlite.Tests;

/// <summary>The tables of SQLite without a file, with a lock that outlives the transaction, and a namespace.</summary>
internal sealed class MemorySchema(SchemaDialect inner) : SchemaDialect
{
    public const string Query = "SELECT COALESCE(@none, @time)";

    public List<string> Steps { get; } = [];

    /// <summary>The result of <see cref="Query"/>.</summary>
    public object? Answer { get; private set; }

    /// <summary>The query that finds a table; null for that of SQLite.</summary>
    public string? Existing { get; set; }

    public string? Namespace { get; set; }

    public string? Locking { get; set; }

    public string? Unlocking { get; set; }

    public override string Identity => inner.Identity;

    public override string NewId => inner.NewId;

    public override SqlStatement? Lock => Locking is null ? null : new SqlStatement(Locking);

    public override SqlStatement? Unlock => Unlocking is null ? null : new SqlStatement(Unlocking);

    public override string TypeOf(SqlType type) => inner.TypeOf(type);

    public override SqlStatement TableExists(string table) => Existing is null ? inner.TableExists(table) : new SqlStatement(Existing);

    public override Task PrepareAsync(Func<SqlStatement, Task<object?>> query, CancellationToken cancellationToken)
    {
        Steps.Add("prepare");
        return Task.CompletedTask;
    }

    public override async Task<string?> CreateNamespaceAsync(
        Func<SqlStatement, Task<object?>> query, CancellationToken cancellationToken)
    {
        Steps.Add("namespace");
        Answer = await query(new SqlStatement(Query)
            .With("none", SqlType.Text, null).With("time", SqlType.Time, DateTimeOffset.UnixEpoch.AddSeconds(1)));
        return Namespace;
    }
}
