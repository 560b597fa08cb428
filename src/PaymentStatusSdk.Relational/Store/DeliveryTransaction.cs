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
    /// <summary>
    /// Sets a savepoint at the beginning, which no longer exists when another transaction, or none, has taken the place of this one.
    /// </summary>
    public const string Save = "SAVEPOINT payment_delivery";

    private static readonly SqlStatement Release = new("RELEASE " + Save);

    private static readonly TimeSpan MaxWait = TimeSpan.FromSeconds(5);

    private bool _isCommitted;
    private int _isDisposed;

    public DbTransaction Transaction => transaction;

    public async Task<bool> CommitAsync(DeliveryCommit commit, CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(Volatile.Read(ref _isDisposed) == 1, this);
        var session = new StoreSession(database.Dialect, connection, transaction);
        var failure = await database.TranslateAsync(() => VerifyAsync(session, cancellationToken), cancellationToken).ConfigureAwait(false);
        if (failure is not null) throw failure;
        var (written, isNextWaiting) = await database.TranslateAsync(async () =>
        {
            var result = await deliveries.CommitAsync(session, [commit], cancellationToken).ConfigureAwait(false);
            if (result.Written > 0) await transaction.CommitAsync(cancellationToken).ConfigureAwait(false);
            return result;
        }, cancellationToken).ConfigureAwait(false);
        _isCommitted = written > 0;
        if (isNextWaiting) hub.SignalWork(WorkHint.Changes);
        return _isCommitted;
    }

    // Drivers do not support closing a connection while a statement runs, so the server ends the session.
    public async Task AbandonAsync(Task handler, CancellationToken cancellationToken)
    {
        if (Interlocked.Exchange(ref _isDisposed, 1) == 1) return;
        using var wait = new CancellationTokenSource(MaxWait, database.WaitClock);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, wait.Token);
        await EndSessionAsync(limit.Token).WaitAsync(limit.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        database.EndTurn();
        _ = CloseAfterAsync(handler);
    }

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _isDisposed, 1) == 1) return;
        // A server that does not respond must not delay other deliveries.
        await CloseAsync().WaitAsync(MaxWait, database.WaitClock).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        database.EndTurn();
    }

    private Task EndSessionAsync(CancellationToken cancellationToken) =>
        connection.Session is { } id && database.Dialect.EndSession(id) is { } end
            ? database.RunAsync(StoreAccess.Write, async (session, token) =>
            {
                await session.CompleteAsync([end], token).ConfigureAwait(false);
                return true;
            }, cancellationToken)
            : Task.Run(connection.Abort, CancellationToken.None);

    // A handler that never ends must not keep a connection of the pool. The statements of an ended session have failed by then.
    private async Task CloseAfterAsync(Task handler)
    {
        await handler.WaitAsync(MaxWait, database.WaitClock).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await CloseAsync().ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    // The transaction is not disposed of: a driver may use the object again for a transaction of the next user of the session, while a
    // handler that exceeded its time limit still has it. Closing the connection rolls back.
    private async Task CloseAsync()
    {
        connection.IsDetached = false;
        connection.IsBroken = !_isCommitted;
        try
        {
            if (_isCommitted) await database.Dialect.ResetSessionAsync(connection, CancellationToken.None).ConfigureAwait(false);
        }
        catch
        {
            // The connection is lost, or the handler has left a state of the session that the next user would find.
            connection.IsBroken = true;
        }
        finally
        {
            await connection.DisposeAsync().ConfigureAwait(false);
        }
    }

    /// <summary>
    /// Verifies that the transaction still is the one in which the handler began: after a deadlock, for example, some servers roll back and
    /// run further statements without a transaction.
    /// </summary>
    /// <returns>The failure to throw; null when it is the same transaction.</returns>
    private async Task<InvalidOperationException?> VerifyAsync(StoreSession session, CancellationToken cancellationToken)
    {
        Exception? cause = null;
        try
        {
            if (!DatabaseIdentity.HasEnded(transaction))
            {
                if (database.Dialect.HasSavepoints) await session.RunAsync([Release], cancellationToken).ConfigureAwait(false);
                return null;
            }
        }
        catch (Exception exception)
            when (exception is InvalidOperationException || database.Dialect.Explain(exception) is { IsTransient: false })
        {
            cause = exception;
        }

        return new InvalidOperationException(
            "The transaction of the delivery has ended or failed while the handler ran. A handler must not commit it or roll it back, and "
            + "must not continue after an error, such as a deadlock, that ends it. Otherwise its writes may be lost, or happen twice.",
            cause);
    }
}
