using System.Data.Common;
using PaymentStatusSdk.Relational.Dialects;

namespace PaymentStatusSdk.Sqlite.Tests;

/// <summary>A dialect with the channel, the clock and the failures that a test sets. Everything else is the inner dialect's own.</summary>
internal sealed class ScriptedDialect(RelationalDialect inner) : RelationalDialect
{
    private readonly Lock _lock = new();

    public IWakeupChannel? Wakeups { get; set; }

    public string? Clock { get; set; }

    public SchemaDialect? Tables { get; set; }

    public TimeSpan? MaxBusyTime { get; set; }

    public bool? Manages { get; set; }

    /// <summary>Called before a connection is opened.</summary>
    public Action<StoreAccess>? OnOpen { get; set; }

    /// <summary>Replaces an insertion.</summary>
    public Func<SqlStatement, SqlStatement>? OnInsertOrIgnore { get; set; }

    /// <summary>The explanation of every exception; null for that of the inner dialect.</summary>
    public StoreFailure? Explanation { get; set; }

    public List<StoreAccess> Opened { get; } = [];

    public List<StoreConnection> Connections { get; } = [];

    public List<StoreFailure> Lost { get; } = [];

    public override string Place => inner.Place;

    public override bool ManageSchema => Manages ?? inner.ManageSchema;

    public override string ScriptName => inner.ScriptName;

    public override string PackageName => inner.PackageName;

    public override string RowLock => inner.RowLock;

    public override string RowLockOrSkip => inner.RowLockOrSkip;

    public override string? ClockQuery => Clock;

    public override bool HasOneWriter => inner.HasOneWriter;

    public override TimeSpan PollInterval => inner.PollInterval;

    public override TimeSpan BusyTimeout => MaxBusyTime ?? inner.BusyTimeout;

    public override int CommandTimeoutSeconds => inner.CommandTimeoutSeconds;

    public override IWakeupChannel? Channel => Wakeups;

    public override SchemaDialect Schema => Tables ?? inner.Schema;

    public override async ValueTask<StoreConnection> OpenAsync(StoreAccess access, CancellationToken cancellationToken)
    {
        lock (_lock) Opened.Add(access);
        OnOpen?.Invoke(access);
        var connection = await inner.OpenAsync(access, cancellationToken);
        lock (_lock) Connections.Add(connection);
        return connection;
    }

    public override IEnumerable<SqlStatement> Begin(StoreAccess access) => inner.Begin(access);

    public override object Convert(SqlType type, object value) => inner.Convert(type, value);

    public override DbParameter CreateParameter(string name, SqlType type, object value) => inner.CreateParameter(name, type, value);

    public override DateTimeOffset ReadTime(DbDataReader reader, int column) => inner.ReadTime(reader, column);

    public override StoreFailure? Explain(Exception exception) =>
        Explanation ?? (exception as ExplainedException)?.Failure ?? inner.Explain(exception);

    public override void OnConnectionLost(StoreFailure failure)
    {
        lock (_lock) Lost.Add(failure);
    }

    public override bool HasEnded(DbTransaction transaction) => inner.HasEnded(transaction);

    public override Task ResetSessionAsync(StoreConnection connection, CancellationToken cancellationToken) =>
        inner.ResetSessionAsync(connection, cancellationToken);

    public override string In(SqlStatement statement, string column, string name, SqlType type, IReadOnlyCollection<object> values) =>
        inner.In(statement, column, name, type, values);

    public override SqlStatement InsertOrIgnore<T>(string table, IReadOnlyList<SqlColumn<T>> columns, T row, string? returning)
    {
        var insert = inner.InsertOrIgnore(table, columns, row, returning);
        return OnInsertOrIgnore is null ? insert : OnInsertOrIgnore(insert);
    }

    public override Task<T> RunInterruptibleAsync<T>(
        StoreConnection connection, Func<Task<T>> work, CancellationToken cancellationToken) =>
        inner.RunInterruptibleAsync(connection, work, cancellationToken);

    public override ValueTask DisposeAsync() => inner.DisposeAsync();
}
