using System.Data.Common;
using PaymentStatusSdk.Relational.Dialects;

namespace PaymentStatusSdk.CrashPoints;

/// <summary>A dialect whose connections follow a plan. Everything else is the dialect's own.</summary>
internal sealed class CrashingDialect(RelationalDialect inner, CrashPlan plan) : RelationalDialect
{
    public override string Place => inner.Place;

    public override bool ManageSchema => inner.ManageSchema;

    public override string ScriptName => inner.ScriptName;

    public override string PackageName => inner.PackageName;

    public override string RowLock => inner.RowLock;

    public override string RowLockOrSkip => inner.RowLockOrSkip;

    public override string OrderedJoin => inner.OrderedJoin;

    public override string? ClockQuery => inner.ClockQuery;

    public override bool HasOneWriter => inner.HasOneWriter;

    public override string? TransactionQuery => inner.TransactionQuery;

    public override string? SessionQuery => inner.SessionQuery;

    public override TimeSpan PollInterval => inner.PollInterval;

    public override TimeSpan BusyTimeout => inner.BusyTimeout;

    public override int CommandTimeoutSeconds => inner.CommandTimeoutSeconds;

    public override IWakeupChannel? Channel => inner.Channel;

    public override SchemaDialect Schema => inner.Schema;

    public override string RowLockOf(string alias) => inner.RowLockOf(alias);

    public override string IndexHint(string index) => inner.IndexHint(index);

    public override async ValueTask<StoreConnection> OpenAsync(StoreAccess access, CancellationToken cancellationToken)
    {
        plan.ThrowIfEnded();
        return new Connection(await inner.OpenAsync(access, cancellationToken), plan);
    }

    public override IEnumerable<SqlStatement> Begin(StoreAccess access) => inner.Begin(access);

    public override object Convert(SqlType type, object value) => inner.Convert(type, value);

    public override DbParameter CreateParameter(string name, SqlType type, object value) => inner.CreateParameter(name, type, value);

    public override DateTimeOffset ReadTime(DbDataReader reader, int column) => inner.ReadTime(reader, column);

    public override Guid ReadGuid(DbDataReader reader, int column) => inner.ReadGuid(reader, column);

    public override StoreFailure? Explain(Exception exception) => inner.Explain(exception);

    public override void OnConnectionLost(StoreFailure failure) => inner.OnConnectionLost(failure);

    public override SqlStatement? EndSession(string session) => inner.EndSession(session);

    public override IEnumerable<SqlStatement> BeforeClaim() => inner.BeforeClaim();

    public override SqlStatement? LockKey(string key) => inner.LockKey(key);

    public override string Table(string name) => inner.Table(name);

    public override string In(SqlStatement statement, string column, string name, SqlType type, IReadOnlyCollection<object> values) =>
        inner.In(statement, column, name, type, values);

    public override IEnumerable<SqlStatement> Insert<T>(string table, IReadOnlyList<SqlColumn<T>> columns, IReadOnlyList<T> rows) =>
        inner.Insert(table, columns, rows);

    public override IEnumerable<SqlStatement> Update<T>(string table, IReadOnlyList<SqlColumn<T>> columns, IReadOnlyList<T> rows) =>
        inner.Update(table, columns, rows);

    public override SqlStatement InsertOrIgnore<T>(string table, IReadOnlyList<SqlColumn<T>> columns, T row, string? returning) =>
        inner.InsertOrIgnore(table, columns, row, returning);

    public override Task<T> RunInterruptibleAsync<T>(
        StoreConnection connection, Func<Task<T>> work, CancellationToken cancellationToken) =>
        inner.RunInterruptibleAsync(((Connection)connection).Inner, work, cancellationToken);

    public override ValueTask DisposeAsync() => inner.DisposeAsync();

    private sealed class Connection(StoreConnection inner, CrashPlan plan) : StoreConnection(plan.Wrap(inner.Connection))
    {
        public StoreConnection Inner => inner;

        protected override ValueTask ReturnAsync()
        {
            plan.Forget(inner.Connection);
            inner.IsBroken = IsBroken;
            return inner.DisposeAsync();
        }
    }
}
