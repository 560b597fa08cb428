using System.Data;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using Microsoft.Data.Sqlite;
using PaymentStatusSdk.TestDoubles;

namespace PaymentStatusSdk.Tracking.Tests.Delivery;

/// <summary>A database without rows that records its transaction and the statements. Each statement affects or returns something.</summary>
internal sealed class RecordingDatabase : DbDataSource
{
    public override string ConnectionString => "";

    /// <summary>The last transaction; null before the first.</summary>
    public RecordingTransaction? Begun { get; private set; }

    /// <summary>The transactions in which the statements ran, in order.</summary>
    public List<DbTransaction?> Statements { get; } = [];

    protected override DbConnection CreateDbConnection() => new Connection(this);

    private sealed class Connection(RecordingDatabase database) : DbConnection
    {
        [AllowNull]
        public override string ConnectionString { get; set; } = "";

        public override string Database => "";

        public override string DataSource => "";

        public override string ServerVersion => "";

        public override ConnectionState State => ConnectionState.Open;

        public override void ChangeDatabase(string databaseName) => throw new NotSupportedException();

        public override void Open()
        {
        }

        public override void Close()
        {
        }

        protected override DbTransaction BeginDbTransaction(IsolationLevel isolationLevel) =>
            database.Begun = new RecordingTransaction(this, isolationLevel);

        protected override DbCommand CreateDbCommand() => new Command(database, this);
    }

    private sealed class Command(RecordingDatabase database, DbConnection connection) : ForwardingCommand(new SqliteCommand(), connection)
    {
        protected override DbTransaction? DbTransaction { get; set; }

        public override int ExecuteNonQuery()
        {
            database.Statements.Add(DbTransaction);
            return 1;
        }

        public override object? ExecuteScalar()
        {
            database.Statements.Add(DbTransaction);
            return 1;
        }

        protected override DbDataReader ExecuteDbDataReader(CommandBehavior behavior) => throw new NotSupportedException();
    }
}

internal sealed class RecordingTransaction(DbConnection connection, IsolationLevel level) : DbTransaction
{
    public override IsolationLevel IsolationLevel => level;

    public bool IsCommitted { get; private set; }

    protected override DbConnection? DbConnection => connection;

    public override void Commit() => IsCommitted = true;

    public override void Rollback() => throw new NotSupportedException();
}
