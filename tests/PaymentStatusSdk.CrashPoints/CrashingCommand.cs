using System.Data;
using System.Data.Common;
using PaymentStatusSdk.TestDoubles;

namespace PaymentStatusSdk.CrashPoints;

/// <summary>A statement that follows a plan.</summary>
internal sealed class CrashingCommand(DbCommand inner, CrashingConnection connection) : ForwardingCommand(inner, connection)
{
    private readonly CrashingConnection _connection = connection;

    public override int ExecuteNonQuery() => ExecuteNonQueryAsync(CancellationToken.None).GetAwaiter().GetResult();

    public override object? ExecuteScalar() => ExecuteScalarAsync(CancellationToken.None).GetAwaiter().GetResult();

    public override Task<int> ExecuteNonQueryAsync(CancellationToken cancellationToken) =>
        _connection.Plan.ExecuteAsync(_connection.Inner, () => Inner.ExecuteNonQueryAsync(cancellationToken));

    public override Task<object?> ExecuteScalarAsync(CancellationToken cancellationToken) =>
        _connection.Plan.ExecuteAsync(_connection.Inner, () => Inner.ExecuteScalarAsync(cancellationToken));

    protected override DbDataReader ExecuteDbDataReader(CommandBehavior behavior) =>
        ExecuteDbDataReaderAsync(behavior, CancellationToken.None).GetAwaiter().GetResult();

    protected override Task<DbDataReader> ExecuteDbDataReaderAsync(CommandBehavior behavior, CancellationToken cancellationToken) =>
        _connection.Plan.ExecuteAsync(_connection.Inner, () => Inner.ExecuteReaderAsync(behavior, cancellationToken));
}
