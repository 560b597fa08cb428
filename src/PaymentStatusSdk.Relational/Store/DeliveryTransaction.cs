using System.Data.Common;
using PaymentStatusSdk.Relational.Database;
using PaymentStatusSdk.Relational.Dialects;
using PaymentStatusSdk.Relational.Signals;
using PaymentStatusSdk.Tracking.Stores;

namespace PaymentStatusSdk.Relational.Store;

/// <summary>A transaction that a handler of the application shares with the result of its delivery.</summary>
internal sealed class DeliveryTransaction(
    StoreDatabase database, Deliveries deliveries, WakeupHub hub, StoreConnection connection, DbTransaction transaction)
    : IDeliveryTransaction
{
    private bool _isCommitted;
    private int _isDisposed;

    public DbTransaction Transaction => transaction;

    public async Task<bool> CommitAsync(DeliveryCommit commit, CancellationToken cancellationToken)
    {
        if (DatabaseIdentity.HasEnded(transaction))
        {
            throw new InvalidOperationException(
                "The handler has committed or rolled back the transaction of its delivery. Leave that to the delivery: otherwise the "
                + "handler's writes may happen twice.");
        }

        var (written, isNextWaiting) = await database.TranslateAsync(async () =>
        {
            var session = new StoreSession(database.Dialect, connection, StoreAccess.Write, transaction);
            var result = await deliveries.CommitAsync(session, [commit], cancellationToken).ConfigureAwait(false);
            if (result.Written > 0) await transaction.CommitAsync(cancellationToken).ConfigureAwait(false);
            return result;
        }, cancellationToken).ConfigureAwait(false);
        _isCommitted = written > 0;
        if (isNextWaiting && _isCommitted) hub.SignalWork(WorkHint.Changes);
        return _isCommitted;
    }

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _isDisposed, 1) == 1) return;
        connection.IsDetached = false;
        // A handler that exceeded its time limit may still use the connection, so it does not return to the pool of the store.
        connection.IsBroken = !_isCommitted;
        try
        {
            await transaction.DisposeAsync().ConfigureAwait(false);
        }
        catch (Exception exception) when (database.Dialect.Explain(exception) is not null)
        {
            // The connection is lost, and its transaction with it.
        }

        await connection.DisposeAsync().ConfigureAwait(false);
    }
}
