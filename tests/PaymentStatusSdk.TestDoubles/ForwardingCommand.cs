using System.Data;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;

namespace PaymentStatusSdk.TestDoubles;

/// <summary>
/// A command that forwards its calls to another one. A double overrides what it changes. The asynchronous executions are those of the
/// framework, which call the synchronous ones.
/// </summary>
/// <param name="inner">The other command.</param>
/// <param name="connection">The connection on which the double was created.</param>
public abstract class ForwardingCommand(DbCommand inner, DbConnection connection) : DbCommand
{
    private DbTransaction? _transaction;

    public DbCommand Inner { get; } = inner;

    [AllowNull]
#pragma warning disable CA2100 // The text comes from the caller.
    public override string CommandText
    {
        get => Inner.CommandText;
        set => Inner.CommandText = value;
    }
#pragma warning restore CA2100

    public override int CommandTimeout
    {
        get => Inner.CommandTimeout;
        set => Inner.CommandTimeout = value;
    }

    public override CommandType CommandType
    {
        get => Inner.CommandType;
        set => Inner.CommandType = value;
    }

    public override bool DesignTimeVisible { get; set; }

    public override UpdateRowSource UpdatedRowSource { get; set; }

    protected override DbConnection? DbConnection
    {
        get => connection;
        set => throw new NotSupportedException();
    }

    protected override DbParameterCollection DbParameterCollection => Inner.Parameters;

    protected override DbTransaction? DbTransaction
    {
        get => _transaction;
        set
        {
            Inner.Transaction = (value as ForwardingTransaction)?.Inner;
            _transaction = value;
        }
    }

    public override void Cancel() => Inner.Cancel();

    public override void Prepare() => Inner.Prepare();

    public override int ExecuteNonQuery() => Inner.ExecuteNonQuery();

    public override object? ExecuteScalar() => Inner.ExecuteScalar();

    protected override DbParameter CreateDbParameter() => Inner.CreateParameter();

    protected override DbDataReader ExecuteDbDataReader(CommandBehavior behavior) => Inner.ExecuteReader(behavior);

    protected override void Dispose(bool disposing)
    {
        if (disposing) Inner.Dispose();
        base.Dispose(disposing);
    }
}
