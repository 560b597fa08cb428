using System.Data.Common;
using Microsoft.Data.Sqlite;
using PaymentStatusSdk.Relational.Dialects;

namespace PaymentStatusSdk.ToyStore.Tests;

// snippet
/// <summary>A minimal dialect: an SQLite file, opened for each call.</summary>
internal sealed class ToyDialect(string path, bool manageSchema) : RelationalDialect
{
    private readonly string _connectionString = $"Data Source={path};Pooling=False";
    private volatile bool _isClosed;

    private static readonly long UnixEpoch = DateTimeOffset.UnixEpoch.Ticks / TimeSpan.TicksPerMicrosecond;

    public override string Place => $"the file {path}";
    public override bool ManageSchema => manageSchema;
    public override string ScriptName => "ToyBuilderExtensions.GetScript()";
    public override string PackageName => "ToyStore";
    // Several processes poll one file.
    public override TimeSpan PollInterval => TimeSpan.FromMilliseconds(50);
    // BEGIN IMMEDIATE locks the file, so rows need no locks.
    public override bool HasOneWriter => true;
    public override string RowLock => "";
    public override string RowLockOrSkip => "";
    // The driver blocks a thread while the file is locked; the engine repeats the call without a thread.
    public override int CommandTimeoutSeconds => 1;
    public override TimeSpan BusyTimeout => TimeSpan.FromSeconds(30);
    public override SchemaDialect Schema { get; } = new ToySchemaDialect();

    public override async ValueTask<StoreConnection> OpenAsync(StoreAccess access, CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_isClosed, this);
        var connection = new SqliteConnection(_connectionString);
        await connection.OpenAsync(cancellationToken).ConfigureAwait(false);
        return new StoreConnection(connection);
    }

    public override bool HasEnded(DbTransaction transaction) =>
        SQLitePCL.raw.sqlite3_get_autocommit(((SqliteConnection)transaction.Connection!).Handle) != 0;

    public override IEnumerable<SqlStatement> Begin(StoreAccess access) =>
        [new SqlStatement(access == StoreAccess.Write ? "BEGIN IMMEDIATE" : "BEGIN")];

    // The engine has rounded stored times up; times to compare with are truncated here.
    public override object Convert(SqlType type, object value) => value switch
    {
        DateTimeOffset time => (time.UtcTicks / TimeSpan.TicksPerMicrosecond) - UnixEpoch,
        Guid id => id.ToString("D"),
        ReadOnlyMemory<byte> bytes => bytes.ToArray(),
        _ => value,
    };

    public override DbParameter CreateParameter(string name, SqlType type, object value) => new SqliteParameter(name, value);

    public override DateTimeOffset ReadTime(DbDataReader reader, int column) =>
        new((reader.GetInt64(column) + UnixEpoch) * TimeSpan.TicksPerMicrosecond, TimeSpan.Zero);

    public override SqlStatement InsertOrIgnore<T>(string table, IReadOnlyList<SqlColumn<T>> columns, T row, string? returning)
    {
        var insert = Insert(table, columns, [row]).Single();
        insert.Text += " ON CONFLICT DO NOTHING" + (returning is null ? "" : $" RETURNING {returning}");
        return insert;
    }

    public override StoreFailure? Explain(Exception exception) => exception switch
    {
        // 5 and 6: the file or a table is locked.
        SqliteException { SqliteErrorCode: 5 or 6 } =>
            new($"The file {path} is locked by another process. Close tools that keep a transaction open.", IsTransient: true)
            {
                IsBusy = true,
            },
        // 18 and 19: a text is too long, or a value violates a constraint.
        SqliteException { SqliteErrorCode: 18 or 19 } =>
            new("The row cannot be stored. Nothing was written.", IsTransient: false) { IsOfData = true },
        SqliteException failure =>
            // 10 and 13: the disk fails or is full.
            new($"The file {path} cannot be used (SQLite {failure.SqliteExtendedErrorCode}).", failure.SqliteErrorCode is 10 or 13)
            {
                IsConnectionUnusable = true,
            },
        ObjectDisposedException => new("The store is closed because this application is shutting down.", IsTransient: true),
        _ => null,
    };

    public override ValueTask DisposeAsync()
    {
        _isClosed = true;
        return ValueTask.CompletedTask;
    }
}
// end
