using System.Data;
using System.Data.Common;
using PaymentStatusSdk.TestDoubles;

namespace PaymentStatusSdk.Sqlite.Tests;

/// <summary>A connection that reports its statements, and whose transactions have any isolation level.</summary>
/// <param name="inner">The connection that executes the statements.</param>
/// <param name="onRun">Receives each statement before it runs, and whether its rows are read.</param>
internal sealed class StatementConnection(DbConnection inner, Action<DbCommand, bool> onRun) : ForwardingConnection(inner)
{
    private DbTransaction? _transaction;

    /// <summary>Rolls a transaction back that was neither committed nor rolled back.</summary>
    public void Reset() => _transaction?.Dispose();

    protected override DbTransaction BeginDbTransaction(IsolationLevel isolationLevel)
    {
        _transaction = Inner.BeginTransaction();
        return new HeldTransaction(_transaction, this, isolationLevel);
    }

    protected override DbCommand CreateDbCommand() => new ReportedCommand(Inner.CreateCommand(), this, onRun);

    private sealed class HeldTransaction(DbTransaction inner, DbConnection connection, IsolationLevel level)
        : ForwardingTransaction(inner, connection)
    {
        public override IsolationLevel IsolationLevel => level;
    }

    private sealed class ReportedCommand(DbCommand inner, DbConnection connection, Action<DbCommand, bool> onRun)
        : ForwardingCommand(inner, connection)
    {
        public override int ExecuteNonQuery()
        {
            onRun(Inner, false);
            return base.ExecuteNonQuery();
        }

        public override object? ExecuteScalar()
        {
            onRun(Inner, true);
            return base.ExecuteScalar();
        }

        protected override DbDataReader ExecuteDbDataReader(CommandBehavior behavior)
        {
            onRun(Inner, true);
            return base.ExecuteDbDataReader(behavior);
        }
    }
}
