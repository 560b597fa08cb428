using System.Data.Common;
using PaymentStatusSdk.Relational.Dialects;

namespace PaymentStatusSdk.CrashPoints;

/// <summary>A dialect that forwards every call to another one. A double overrides what it changes.</summary>
public abstract class ForwardingDialect(RelationalDialect inner) : RelationalDialect
{
    public override string Place => Inner.Place;

    public override bool ManageSchema => Inner.ManageSchema;

    public override string ScriptName => Inner.ScriptName;

    public override string PackageName => Inner.PackageName;

    public override string RowLock => Inner.RowLock;

    public override string RowLockOrSkip => Inner.RowLockOrSkip;

    public override string OrderedJoin => Inner.OrderedJoin;

    public override string? ClockQuery => Inner.ClockQuery;

    public override bool HasOneWriter => Inner.HasOneWriter;

    public override bool HasSavepoints => Inner.HasSavepoints;

    public override string? TransactionQuery => Inner.TransactionQuery;

    public override string? SessionQuery => Inner.SessionQuery;

    public override TimeSpan PollInterval => Inner.PollInterval;

    public override TimeSpan BusyTimeout => Inner.BusyTimeout;

    public override int CommandTimeoutSeconds => Inner.CommandTimeoutSeconds;

    public override IWakeupChannel? Channel => Inner.Channel;

    public override SchemaDialect Schema => Inner.Schema;

    protected RelationalDialect Inner { get; } = inner;

    public override string RowLockOf(string alias) => Inner.RowLockOf(alias);

    public override string IndexHint(string index) => Inner.IndexHint(index);

    public override ValueTask<StoreConnection> OpenAsync(StoreAccess access, CancellationToken cancellationToken) =>
        Inner.OpenAsync(access, cancellationToken);

    public override IEnumerable<SqlStatement> Begin(StoreAccess access) => Inner.Begin(access);

    public override object Convert(SqlType type, object value) => Inner.Convert(type, value);

    public override DbParameter CreateParameter(string name, SqlType type, object value) => Inner.CreateParameter(name, type, value);

    public override DateTimeOffset ReadTime(DbDataReader reader, int column) => Inner.ReadTime(reader, column);

    public override Guid ReadGuid(DbDataReader reader, int column) => Inner.ReadGuid(reader, column);

    public override StoreFailure? Explain(Exception exception) => Inner.Explain(exception);

    public override void OnConnectionLost(StoreFailure failure) => Inner.OnConnectionLost(failure);

    public override bool HasEnded(DbTransaction transaction) => Inner.HasEnded(transaction);

    public override Task ResetSessionAsync(StoreConnection connection, CancellationToken cancellationToken) =>
        Inner.ResetSessionAsync(connection, cancellationToken);

    public override SqlStatement? EndSession(string session) => Inner.EndSession(session);

    public override IEnumerable<SqlStatement> BeforeClaim() => Inner.BeforeClaim();

    public override SqlStatement? LockKey(string key) => Inner.LockKey(key);

    public override string Table(string name) => Inner.Table(name);

    public override string In(SqlStatement statement, string column, string name, SqlType type, IReadOnlyCollection<object> values) =>
        Inner.In(statement, column, name, type, values);

    public override IEnumerable<SqlStatement> Insert<T>(string table, IReadOnlyList<SqlColumn<T>> columns, IReadOnlyList<T> rows) =>
        Inner.Insert(table, columns, rows);

    public override IEnumerable<SqlStatement> Update<T>(string table, IReadOnlyList<SqlColumn<T>> columns, IReadOnlyList<T> rows) =>
        Inner.Update(table, columns, rows);

    public override SqlStatement InsertOrIgnore<T>(string table, IReadOnlyList<SqlColumn<T>> columns, T row, string? returning) =>
        Inner.InsertOrIgnore(table, columns, row, returning);

    public override Task<T> RunInterruptibleAsync<T>(
        StoreConnection connection, Func<Task<T>> work, CancellationToken cancellationToken) =>
        Inner.RunInterruptibleAsync(connection, work, cancellationToken);

    public override ValueTask DisposeAsync() => Inner.DisposeAsync();
}
