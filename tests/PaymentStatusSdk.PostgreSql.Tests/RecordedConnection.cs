using System.Data;
using System.Data.Common;
using Npgsql;
using PaymentStatusSdk.TestDoubles;

namespace PaymentStatusSdk.PostgreSql.Tests;

/// <summary>A connection without a server. It records statements instead of executing them.</summary>
internal sealed class RecordedConnection() : ForwardingConnection(new NpgsqlConnection())
{
    /// <summary>The text of each statement, and its time limit in seconds.</summary>
    public List<(string Text, int Timeout)> Executed { get; } = [];

    protected override DbTransaction BeginDbTransaction(IsolationLevel isolationLevel) => throw new NotSupportedException();

    protected override DbCommand CreateDbCommand() => new RecordedCommand(this);

    private sealed class RecordedCommand(RecordedConnection connection) : ForwardingCommand(new NpgsqlCommand(), connection)
    {
        private readonly RecordedConnection _connection = connection;

        public override int ExecuteNonQuery()
        {
            _connection.Executed.Add((CommandText, CommandTimeout));
            return 0;
        }
    }
}
