using System.Data;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;

namespace PaymentStatusSdk.Sqlite.Tests;

/// <summary>A connection that reports its statements, and whose transactions have any isolation level.</summary>
/// <param name="inner">The connection that executes the statements.</param>
/// <param name="onRun">Receives each statement before it runs, and whether its rows are read.</param>
internal sealed class StatementConnection(DbConnection inner, Action<DbCommand, bool> onRun) : DbConnection
{
    private DbTransaction? _transaction;

    [AllowNull]
    public override string ConnectionString
    {
        get => inner.ConnectionString;
        set => inner.ConnectionString = value;
    }

    public override string Database => inner.Database;

    public override string DataSource => inner.DataSource;

    public override string ServerVersion => inner.ServerVersion;

    public override ConnectionState State => inner.State;

    public override void ChangeDatabase(string databaseName) => inner.ChangeDatabase(databaseName);

    public override void Open() => inner.Open();

    public override void Close() => inner.Close();

    /// <summary>Rolls a transaction back that was neither committed nor rolled back.</summary>
    public void Reset() => _transaction?.Dispose();

    protected override DbTransaction BeginDbTransaction(IsolationLevel isolationLevel)
    {
        _transaction = inner.BeginTransaction();
        return new HeldTransaction(_transaction, this, isolationLevel);
    }

    protected override DbCommand CreateDbCommand() => new ReportedCommand(inner.CreateCommand(), this, onRun);

    protected override void Dispose(bool disposing)
    {
        if (disposing) inner.Dispose();
        base.Dispose(disposing);
    }

    private sealed class HeldTransaction(DbTransaction inner, DbConnection connection, IsolationLevel level) : DbTransaction
    {
        public DbTransaction Inner => inner;

        public override IsolationLevel IsolationLevel => level;

        protected override DbConnection? DbConnection => inner.Connection is null ? null : connection;

        public override void Commit() => inner.Commit();

        public override void Rollback() => inner.Rollback();

        protected override void Dispose(bool disposing)
        {
            if (disposing) inner.Dispose();
            base.Dispose(disposing);
        }
    }

    private sealed class ReportedCommand(DbCommand inner, DbConnection connection, Action<DbCommand, bool> onRun) : DbCommand
    {
        private DbTransaction? _transaction;

        [AllowNull]
#pragma warning disable CA2100 // The text comes from the caller.
        public override string CommandText
        {
            get => inner.CommandText;
            set => inner.CommandText = value;
        }
#pragma warning restore CA2100

        public override int CommandTimeout
        {
            get => inner.CommandTimeout;
            set => inner.CommandTimeout = value;
        }

        public override CommandType CommandType
        {
            get => inner.CommandType;
            set => inner.CommandType = value;
        }

        public override bool DesignTimeVisible { get; set; }

        public override UpdateRowSource UpdatedRowSource { get; set; }

        protected override DbConnection? DbConnection
        {
            get => connection;
            set => throw new NotSupportedException();
        }

        protected override DbParameterCollection DbParameterCollection => inner.Parameters;

        protected override DbTransaction? DbTransaction
        {
            get => _transaction;
            set
            {
                _transaction = value;
                inner.Transaction = (value as HeldTransaction)?.Inner;
            }
        }

        public override void Cancel() => inner.Cancel();

        public override void Prepare() => inner.Prepare();

        public override int ExecuteNonQuery()
        {
            onRun(inner, false);
            return inner.ExecuteNonQuery();
        }

        public override object? ExecuteScalar()
        {
            onRun(inner, true);
            return inner.ExecuteScalar();
        }

        protected override DbParameter CreateDbParameter() => inner.CreateParameter();

        protected override DbDataReader ExecuteDbDataReader(CommandBehavior behavior)
        {
            onRun(inner, true);
            return inner.ExecuteReader(behavior);
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing) inner.Dispose();
            base.Dispose(disposing);
        }
    }
}
