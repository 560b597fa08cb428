using System.Data.Common;
using PaymentStatusSdk.Relational.Dialects;

namespace PaymentStatusSdk.Sqlite.Tests;

/// <summary>
/// A dialect of SQLite with the traits of a server: it locks rows, has several writers, and accepts no empty lists. It records the
/// statements that ran, their parameters, and the transactions.
/// </summary>
internal sealed class RowLockDialect(ScriptedDialect inner) : RelationalDialect
{
    public const string Locked = " /* locked */";
    public const string LockedOrSkipped = " /* locked or skipped */";

    private readonly Lock _lock = new();
    private readonly SortedSet<string> _parameters = new(StringComparer.Ordinal);

    /// <summary>Whether the dialect has one writer nevertheless.</summary>
    public bool IsSingleWriter { get; init; }

    /// <summary>Awaited before a connection is opened.</summary>
    public Func<StoreAccess, Task>? BeforeOpen { get; set; }

    /// <summary>Called before a transaction begins.</summary>
    public Action<StoreAccess>? OnBegin { get; set; }

    /// <summary>The accesses of the transactions.</summary>
    public List<StoreAccess> Begun { get; } = [];

    /// <summary>The different parameters of all statements, each with its type, in ordinal order.</summary>
    public IReadOnlyList<string> Parameters
    {
        get { lock (_lock) return [.. _parameters]; }
    }

    /// <summary>The statements that the connections have kept.</summary>
    public IEnumerable<DbCommand> Commands => inner.Connections.Distinct().SelectMany(connection => connection.Commands.Values);

    /// <summary>The different texts of <see cref="Commands"/>, in ordinal order.</summary>
    public IReadOnlyList<string> Statements =>
        [.. Commands.Select(command => command.CommandText).Distinct().Order(StringComparer.Ordinal)];

    public override string Place => inner.Place;

    public override bool ManageSchema => inner.ManageSchema;

    public override string ScriptName => inner.ScriptName;

    public override string PackageName => inner.PackageName;

    public override string RowLock => Locked;

    public override string RowLockOrSkip => LockedOrSkipped;

    public override string? ClockQuery => inner.ClockQuery;

    public override bool HasOneWriter => IsSingleWriter;

    public override TimeSpan PollInterval => inner.PollInterval;

    public override TimeSpan BusyTimeout => inner.BusyTimeout;

    public override int CommandTimeoutSeconds => inner.CommandTimeoutSeconds;

    public override IWakeupChannel? Channel => inner.Channel;

    public override SchemaDialect Schema => inner.Schema;

    public override async ValueTask<StoreConnection> OpenAsync(StoreAccess access, CancellationToken cancellationToken)
    {
        if (BeforeOpen is { } wait) await wait(access);
        return await inner.OpenAsync(access, cancellationToken);
    }

    public override IEnumerable<SqlStatement> Begin(StoreAccess access)
    {
        lock (_lock) Begun.Add(access);
        OnBegin?.Invoke(access);
        return inner.Begin(access);
    }

    public override object Convert(SqlType type, object value) => inner.Convert(type, value);

    public override DbParameter CreateParameter(string name, SqlType type, object value)
    {
        lock (_lock) _parameters.Add($"{name} {type}");
        return inner.CreateParameter(name, type, value);
    }

    public override DateTimeOffset ReadTime(DbDataReader reader, int column) => inner.ReadTime(reader, column);

    // The dialect of another author may not explain that a store is closed.
    public override StoreFailure? Explain(Exception exception) => exception is ObjectDisposedException ? null : inner.Explain(exception);

    public override string In(SqlStatement statement, string column, string name, SqlType type, IReadOnlyCollection<object> values)
    {
        ArgumentOutOfRangeException.ThrowIfZero(values.Count);
        return base.In(statement, column, name, type, values);
    }

    public override IEnumerable<SqlStatement> Update<T>(string table, IReadOnlyList<SqlColumn<T>> columns, IReadOnlyList<T> rows)
    {
        ArgumentOutOfRangeException.ThrowIfZero(rows.Count);
        return base.Update(table, columns, rows);
    }

    public override SqlStatement InsertOrIgnore<T>(string table, IReadOnlyList<SqlColumn<T>> columns, T row, string? returning) =>
        inner.InsertOrIgnore(table, columns, row, returning);

    public override ValueTask DisposeAsync() => inner.DisposeAsync();
}
