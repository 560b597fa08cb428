using System.Data.Common;
using PaymentStatusSdk.TestDoubles;

namespace PaymentStatusSdk.CrashPoints;

/// <summary>A transaction whose end follows a plan.</summary>
internal sealed class CrashingTransaction(DbTransaction inner, CrashingConnection connection) : ForwardingTransaction(inner, connection)
{
    private readonly CrashingConnection _connection = connection;

    public override void Commit() => CommitAsync().GetAwaiter().GetResult();

    public override void Rollback() => RollbackAsync().GetAwaiter().GetResult();

    public override Task CommitAsync(CancellationToken cancellationToken = default) => EndAsync(() => Inner.CommitAsync(cancellationToken));

    public override Task RollbackAsync(CancellationToken cancellationToken = default) =>
        EndAsync(() => Inner.RollbackAsync(cancellationToken));

    private Task<bool> EndAsync(Func<Task> end) => _connection.Plan.ExecuteAsync(
        _connection.Inner,
        async () =>
        {
            await end();
            return true;
        },
        () => Inner.Connection is null ? null : Inner);
}
