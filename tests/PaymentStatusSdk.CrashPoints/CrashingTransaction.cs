using System.Data;
using System.Data.Common;

namespace PaymentStatusSdk.CrashPoints;

/// <summary>A transaction whose end follows a plan.</summary>
internal sealed class CrashingTransaction(DbTransaction inner, CrashingConnection connection) : DbTransaction
{
    public DbTransaction Inner => inner;

    public override IsolationLevel IsolationLevel => inner.IsolationLevel;

    // A driver forgets the connection of a transaction that has ended.
    protected override DbConnection? DbConnection => inner.Connection is null ? null : connection;

    public override void Commit() => CommitAsync().GetAwaiter().GetResult();

    public override void Rollback() => RollbackAsync().GetAwaiter().GetResult();

    public override Task CommitAsync(CancellationToken cancellationToken = default) => EndAsync(() => inner.CommitAsync(cancellationToken));

    public override Task RollbackAsync(CancellationToken cancellationToken = default) =>
        EndAsync(() => inner.RollbackAsync(cancellationToken));

    public override async ValueTask DisposeAsync()
    {
        await inner.DisposeAsync();
        await base.DisposeAsync();
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing) inner.Dispose();
        base.Dispose(disposing);
    }

    private Task<bool> EndAsync(Func<Task> end) => connection.Plan.ExecuteAsync(
        connection.Inner,
        async () =>
        {
            await end();
            return true;
        },
        () => inner.Connection is null ? null : inner);
}
