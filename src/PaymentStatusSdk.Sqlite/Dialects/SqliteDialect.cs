using System.Data.Common;
using System.Globalization;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using PaymentStatusSdk.Relational.Dialects;
using PaymentStatusSdk.Sqlite.Database;
using SQLitePCL;

namespace PaymentStatusSdk.Sqlite.Dialects;

/// <summary>The dialect of SQLite: one file, one writer at a time, and times in microseconds since 1970. Thread-safe.</summary>
internal sealed class SqliteDialect : RelationalDialect, IDisposable
{
    /// <summary>How many virtual machine instructions run between two checks whether a statement is to end.</summary>
    public const int InstructionsPerCheck = 1_000;

    private static readonly long EpochMicroseconds = DateTimeOffset.UnixEpoch.Ticks / TimeSpan.TicksPerMicrosecond;

    private readonly SqliteStoreOptions _options;
    private readonly FileConnections _connections;

    public SqliteDialect(SqliteStoreOptions options)
    {
        _options = options;
        FilePath = SqliteStoreOptionsValidator.PathOf(options.ConnectionString);
        _connections = new FileConnections(FilePath, options);
        Schema = new SqliteSchemaDialect(FilePath, _connections);
    }

    public string FilePath { get; }

    public override string Place => $"the SQLite file {FilePath}";

    public override bool ManageSchema => _options.ManageSchema;

    public override string ScriptName => "SqliteSchema.GetScript()";

    public override string PackageName => "PaymentStatusSdk.Sqlite";

    public override string RowLock => "";

    public override string RowLockOrSkip => "";

    public override bool HasOneWriter => true;

    public override TimeSpan PollInterval => TimeSpan.FromMilliseconds(50);

    public override TimeSpan BusyTimeout => _options.BusyTimeout;

    // The driver blocks a thread while another process holds the lock: at most one thread, for at most this time. The engine tries again.
    public override int CommandTimeoutSeconds => 1;

    public override SchemaDialect Schema { get; }

    public override ValueTask<StoreConnection> OpenAsync(StoreAccess access, CancellationToken cancellationToken) =>
        _connections.OpenAsync(access, cancellationToken);

    // A connection cannot be reset, but a new one costs little.
    public override Task ResetSessionAsync(StoreConnection connection, CancellationToken cancellationToken)
    {
        connection.IsBroken = true;
        ((FileConnections.FileConnection)connection).WatchForAbort();
        return Task.CompletedTask;
    }

    public override bool HasEnded(DbTransaction transaction) =>
        raw.sqlite3_get_autocommit(((SqliteConnection)transaction.Connection!).Handle) != 0;

    public override IEnumerable<SqlStatement> Begin(StoreAccess access) =>
        [new SqlStatement(access == StoreAccess.Write ? "BEGIN IMMEDIATE" : "BEGIN")];

    public override object Convert(SqlType type, object value) => value switch
    {
        DateTimeOffset time => (time.UtcTicks / TimeSpan.TicksPerMicrosecond) - EpochMicroseconds,
        Guid id => id.ToString("D"),
        ReadOnlyMemory<byte> bytes => bytes.ToArray(),
        _ => value,
    };

    public override DbParameter CreateParameter(string name, SqlType type, object value) => new SqliteParameter(name, value);

    public override DateTimeOffset ReadTime(DbDataReader reader, int column) =>
        new((reader.GetInt64(column) + EpochMicroseconds) * TimeSpan.TicksPerMicrosecond, TimeSpan.Zero);

    public override StoreFailure? Explain(Exception exception) => SqliteFailures.Explain(exception, FilePath);

    // One text for any number of values, so that the statement stays prepared.
    public override string In(SqlStatement statement, string column, string name, SqlType type, IReadOnlyCollection<object> values)
    {
        var items = values.Select(value => Convert(type, value)).Select(value => value is string text
            ? $"\"{JsonEncodedText.Encode(text)}\"" : System.Convert.ToString(value, CultureInfo.InvariantCulture));
        statement.With(name, SqlType.Text, $"[{string.Join(',', items)}]");
        return $"{column} IN (SELECT value FROM json_each(@{name}))";
    }

    public override SqlStatement InsertOrIgnore<T>(string table, IReadOnlyList<SqlColumn<T>> columns, T row, string? returning)
    {
        var insert = Insert(table, columns, [row]).Single();
        insert.Text += " ON CONFLICT DO NOTHING" + (returning is null ? "" : $" RETURNING {returning}");
        return insert;
    }

    // ADO.NET cannot interrupt a statement of this driver: SqliteCommand.Cancel does nothing.
    public override async Task<T> RunInterruptibleAsync<T>(
        StoreConnection connection, Func<Task<T>> work, CancellationToken cancellationToken)
    {
        var handle = ((SqliteConnection)connection.Connection).Handle;
        raw.sqlite3_progress_handler(handle, InstructionsPerCheck, _ => cancellationToken.IsCancellationRequested ? 1 : 0, null);
        try
        {
            return await work().ConfigureAwait(false);
        }
        finally
        {
            raw.sqlite3_progress_handler(handle, 0, null, null);
        }
    }

    public void Dispose() => _connections.Dispose();

    public override ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }
}
