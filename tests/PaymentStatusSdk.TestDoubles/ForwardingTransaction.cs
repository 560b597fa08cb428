using System.Data;
using System.Data.Common;

namespace PaymentStatusSdk.TestDoubles;

/// <summary>A transaction that forwards its calls to another one. A double overrides what it changes.</summary>
/// <param name="inner">The other transaction.</param>
/// <param name="connection">The connection on which the double began.</param>
public abstract class ForwardingTransaction(DbTransaction inner, DbConnection connection) : DbTransaction
{
    public DbTransaction Inner { get; } = inner;

    public override IsolationLevel IsolationLevel => Inner.IsolationLevel;

    // A driver forgets the connection of a transaction that has ended.
    protected override DbConnection? DbConnection => Inner.Connection is null ? null : connection;

    public override void Commit() => Inner.Commit();

    public override void Rollback() => Inner.Rollback();

    public override async ValueTask DisposeAsync()
    {
        await Inner.DisposeAsync();
        await base.DisposeAsync();
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing) Inner.Dispose();
        base.Dispose(disposing);
    }
}
