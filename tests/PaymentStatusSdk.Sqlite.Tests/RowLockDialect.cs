using System.Data.Common;
using PaymentStatusSdk.CrashPoints;
using PaymentStatusSdk.Relational.Dialects;

namespace PaymentStatusSdk.Sqlite.Tests;

/// <summary>
/// A dialect of SQLite with the traits of a server: it locks rows, has several writers, and accepts no empty lists. It records the
/// statements that ran, their parameters, and the transactions.
/// </summary>
internal sealed class RowLockDialect(ScriptedDialect inner) : ForwardingDialect(inner)
{
    public const string Locked = " /* locked */";
    public const string LockedOrSkipped = " /* locked or skipped */";

    private static readonly PlainDialect Plain = new();

    private readonly ScriptedDialect _scripted = inner;
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
    public IEnumerable<DbCommand> Commands => _scripted.Connections.Distinct().SelectMany(connection => connection.Commands.Values);

    /// <summary>The different texts of <see cref="Commands"/>, in ordinal order.</summary>
    public IReadOnlyList<string> Statements =>
        [.. Commands.Select(command => command.CommandText).Distinct().Order(StringComparer.Ordinal)];

    public override string RowLock => Locked;

    public override string RowLockOrSkip => LockedOrSkipped;

    public override bool HasOneWriter => IsSingleWriter;

    public override string RowLockOf(string alias) => RowLock;

    public override async ValueTask<StoreConnection> OpenAsync(StoreAccess access, CancellationToken cancellationToken)
    {
        if (BeforeOpen is { } wait) await wait(access);
        return await Inner.OpenAsync(access, cancellationToken);
    }

    public override IEnumerable<SqlStatement> Begin(StoreAccess access)
    {
        lock (_lock) Begun.Add(access);
        OnBegin?.Invoke(access);
        return base.Begin(access);
    }

    public override DbParameter CreateParameter(string name, SqlType type, object value)
    {
        lock (_lock) _parameters.Add($"{name} {type}");
        return base.CreateParameter(name, type, value);
    }

    // The dialect of another author may not explain that a store is closed.
    public override StoreFailure? Explain(Exception exception) => exception is ObjectDisposedException ? null : base.Explain(exception);

    // Each value is a parameter, unlike in SQLite.
    public override string In(SqlStatement statement, string column, string name, SqlType type, IReadOnlyCollection<object> values)
    {
        ArgumentOutOfRangeException.ThrowIfZero(values.Count);
        return Plain.In(statement, column, name, type, values);
    }

    public override IEnumerable<SqlStatement> Update<T>(string table, IReadOnlyList<SqlColumn<T>> columns, IReadOnlyList<T> rows)
    {
        ArgumentOutOfRangeException.ThrowIfZero(rows.Count);
        return base.Update(table, columns, rows);
    }
}
