using System.Data;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.DependencyInjection;
using PaymentStatusSdk.Relational.Dialects;
using PaymentStatusSdk.Relational.Schema;
using PaymentStatusSdk.Relational.Store;
using PaymentStatusSdk.Tracking;

namespace PaymentStatusSdk.Relational.Database;

/// <summary>
/// Prepares the schema once, runs units of work, and translates failures. The tracking store, exchange lock and callback router share it.
/// Thread-safe.
/// </summary>
[SuppressMessage("Design", "CA1001", Justification = "A semaphore whose wait handle is not used needs no disposal.")]
internal sealed class StoreDatabase(RelationalDialect dialect, IServiceProvider services, TimeProvider timeProvider)
{
    private const int MaxAttempts = 30;

    // Tests may use different clocks for the server and the instance.
    private readonly TimeProvider _serverClock =
        (services as IKeyedServiceProvider)?.GetKeyedService<TimeProvider>(RelationalDialect.ServerClockKey) ?? timeProvider;
    private readonly SemaphoreSlim _preparing = new(1, 1);
    // In a database with one writer, handlers take turns: renewals of leases wait for one handler, not for all that are due.
    private readonly SemaphoreSlim? _turn = dialect.HasOneWriter ? new(1, 1) : null;
    private volatile bool _isPrepared;
    private DatabaseIdentity _identity = null!;
    private readonly Lock _losing = new();
    // Replaced whenever connections are lost.
    private object _connected = new();

    public RelationalDialect Dialect => dialect;

    /// <summary>
    /// The clock of the pauses between attempts and of the limits of waits. Waiting for other processes takes real time, even if the
    /// application uses another <see cref="TimeProvider"/>; only tests set it.
    /// </summary>
    public TimeProvider WaitClock { get; init; } = TimeProvider.System;

    /// <summary>Whether all times come from the database, which all instances share.</summary>
    public bool HasClock => dialect.ClockQuery is not null && _serverClock == TimeProvider.System;

    /// <summary>The time of the clock that replaces the database's.</summary>
    public DateTimeOffset GetUtcNow() => _serverClock.GetUtcNow();

    /// <summary>Creates, migrates or verifies the tables.</summary>
    public Task PrepareAsync(CancellationToken cancellationToken) => PrepareAsync(isAgain: true, cancellationToken);

    /// <summary>Runs a unit of work in one transaction (read committed, or stricter).</summary>
    /// <remarks>
    /// Repeats it after a deadlock or another conflict, while another process holds a lock, and once on a new connection after a connection
    /// or its server failed. In the latter case the first attempt may have been committed, so every unit must be idempotent or fenced, or
    /// forbid the repetition.
    /// </remarks>
    public async Task<T> RunAsync<T>(
        StoreAccess access, Func<StoreSession, CancellationToken, Task<T>> unit, CancellationToken cancellationToken,
        Repeat repeat = Repeat.Idempotent)
    {
        cancellationToken.ThrowIfCancellationRequested();
        await EnsurePreparedAsync(cancellationToken).ConfigureAwait(false);
        return await RepeatAsync(
            access, (connection, token) => RunOnceAsync(access, connection, unit, token), repeat, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Opens a connection and begins the transaction of a handler on it. Repeats like <see cref="RunAsync"/>.</summary>
    /// <param name="first">The first statement: a driver may begin only with it, and the connection may be lost.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The connection, which the caller disposes of before <see cref="EndTurn"/>.</returns>
    public async Task<(StoreConnection Connection, DbTransaction Transaction)> BeginAsync(
        SqlStatement first, CancellationToken cancellationToken)
    {
        await EnsurePreparedAsync(cancellationToken).ConfigureAwait(false);
        if (_turn is not null) await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return await RepeatAsync(StoreAccess.Write, BeginOnceAsync, Repeat.Idempotent, cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            EndTurn();
            throw;
        }

        async Task<(StoreConnection, DbTransaction)> BeginOnceAsync(StoreConnection connection, CancellationToken token)
        {
            try
            {
                await dialect.ResetSessionAsync(connection, token).ConfigureAwait(false);
                var transaction = await connection.Connection.BeginTransactionAsync(IsolationLevel.ReadCommitted, token)
                    .ConfigureAwait(false);
                var session = new StoreSession(dialect, connection, transaction);
                List<SqlStatement> statements = dialect.HasSavepoints ? [new SqlStatement(DeliveryTransaction.Save), first] : [first];
                if (dialect.SessionQuery is { } query)
                    statements.Add(new SqlStatement(query) { ReturnsRows = true, Read = row => connection.Session = row.GetString(0) });
                await session.CompleteAsync(statements, token).ConfigureAwait(false);
                connection.IsDetached = true;
                return (connection, transaction);
            }
            catch
            {
                connection.IsBroken = true;
                throw;
            }
        }
    }

    /// <summary>Lets the next handler begin.</summary>
    public void EndTurn() => _turn?.Release();

    /// <summary>Runs a unit of work in a transaction of the application.</summary>
    /// <exception cref="ArgumentException">The transaction has ended, or its database has not the tables of this store.</exception>
    public async Task<T> JoinAsync<T>(
        DbTransaction transaction, Func<StoreSession, CancellationToken, Task<T>> unit, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        await EnsurePreparedAsync(cancellationToken).ConfigureAwait(false);
        return await TranslateAsync(
            async () => await unit(await _identity.JoinAsync(transaction, cancellationToken).ConfigureAwait(false), cancellationToken)
                .ConfigureAwait(false),
            cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Runs work once, and explains its failures.</summary>
    public async Task<T> TranslateAsync<T>(Func<Task<T>> work, CancellationToken cancellationToken)
    {
        try
        {
            return await work().ConfigureAwait(false);
        }
        catch (Exception exception) when (Translate(exception, cancellationToken) is { } translated)
        {
            throw translated;
        }
    }

    private Task EnsurePreparedAsync(CancellationToken cancellationToken) =>
        _isPrepared ? Task.CompletedTask : PrepareAsync(isAgain: false, cancellationToken);

    private async Task PrepareAsync(bool isAgain, CancellationToken cancellationToken)
    {
        // The cancellation of one caller does not cancel the preparation for the others: each of them prepares if the first one leaves.
        await _preparing.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (_isPrepared && !isAgain) return;
            _isPrepared = false;
            _identity = await RepeatAsync(StoreAccess.Write, PrepareOnceAsync, Repeat.Idempotent, cancellationToken)
                .ConfigureAwait(false);
            _isPrepared = true;
        }
        finally
        {
            _preparing.Release();
        }
    }

    private async Task<DatabaseIdentity> PrepareOnceAsync(StoreConnection connection, CancellationToken cancellationToken)
    {
        var id = await new SchemaKeeper(dialect, connection).PrepareAsync(cancellationToken).ConfigureAwait(false);
        return new DatabaseIdentity(dialect, connection.Connection.GetType(), id);
    }

    private async Task<T> RunOnceAsync<T>(
        StoreAccess access, StoreConnection connection, Func<StoreSession, CancellationToken, Task<T>> unit,
        CancellationToken cancellationToken)
    {
        var session = new StoreSession(dialect, connection, access);
        try
        {
            return access == StoreAccess.List
                ? await dialect.RunInterruptibleAsync(
                    connection, () => unit(session, cancellationToken), cancellationToken).ConfigureAwait(false)
                : await unit(session, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            // Also after a failure: the dialect may keep the connection.
            if (!await session.TryRollBackAsync().ConfigureAwait(false)) connection.IsBroken = true;
        }
    }

    private async Task<T> RepeatAsync<T>(
        StoreAccess access, Func<StoreConnection, CancellationToken, Task<T>> attempt, Repeat repeat, CancellationToken cancellationToken)
    {
        var start = WaitClock.GetTimestamp();
        var (isReconnected, attemptsLeft, waits) = (false, MaxAttempts, 0);
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var connected = Volatile.Read(ref _connected);
            var mayBeCommitted = false;
            try
            {
                var connection = await dialect.OpenAsync(access, cancellationToken).ConfigureAwait(false);
                await using var returning = connection.ConfigureAwait(false);
                try
                {
                    return await attempt(connection, cancellationToken).ConfigureAwait(false);
                }
                catch (Exception exception)
                    when (dialect.Explain(exception) is { } failure && (failure.IsConnectionLost || failure.IsConnectionUnusable))
                {
                    // The schema may have been changed by hand: verify it again.
                    if (failure.IsConnectionUnusable) _isPrepared = false;
                    connection.IsBroken = true;
                    mayBeCommitted = connection.IsCommitSent && !failure.IsRejection;
                    throw;
                }
            }
            catch (UnreadableException exception)
            {
                throw Unreadable(exception);
            }
            catch (Exception exception)
                when (exception is not (OperationCanceledException or TrackingStoreException) && dialect.Explain(exception) is { } failure)
            {
                // Cancellation may break the connection.
                if (cancellationToken.IsCancellationRequested) throw new OperationCanceledException(null, exception, cancellationToken);
                if (failure.IsConnectionLost) Lose(connected, failure);
                if (failure.IsBusy && WaitClock.GetElapsedTime(start) < dialect.BusyTimeout)
                {
                    await PauseAsync(++waits, cancellationToken).ConfigureAwait(false);
                    continue;
                }

                var isRepeated = failure.IsConnectionLost
                    ? !isReconnected && (repeat == Repeat.Idempotent || !mayBeCommitted)
                    : failure.IsConflict;
                if (!isRepeated || --attemptsLeft == 0)
                    throw new TrackingStoreException(failure.Text, failure.IsTransient, exception) { IsOfData = failure.IsOfData };
                isReconnected |= failure.IsConnectionLost;
                // Transactions that conflicted would conflict again if they were repeated in step.
                if (failure.IsConflict) await PauseAsync(++waits, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private Exception? Translate(Exception exception, CancellationToken cancellationToken)
    {
        if (exception is UnreadableException unreadable) return Unreadable(unreadable);
        if (exception is OperationCanceledException or TrackingStoreException or ArgumentException) return null;
        if (dialect.Explain(exception) is not { } failure) return null;
        if (cancellationToken.IsCancellationRequested) return new OperationCanceledException(null, exception, cancellationToken);
        var isTransient = failure.IsTransient || failure.IsConflict;
        return new TrackingStoreException(failure.Text, isTransient, exception) { IsOfData = failure.IsOfData };
    }

    private TrackingStoreException Unreadable(UnreadableException exception) => new(
        $"A document of {exception.Message} in {dialect.Place} cannot be read. Update {dialect.PackageName} if a newer version "
        + "wrote it; otherwise restore the document from a backup or delete the row.",
        isTransient: false,
        exception.InnerException);

    // Other transactions hold their locks for a few milliseconds. The pause grows with each attempt, and jitter keeps processes from
    // retrying in step.
    private Task PauseAsync(int waits, CancellationToken cancellationToken) =>
        Task.Delay(TimeSpan.FromMilliseconds(Math.Min(waits, 20) * (0.5 + Random.Shared.NextDouble())), WaitClock, cancellationToken);

    // Calls that fail together clear the pool only once; otherwise they would close the new connections of the first retry. Each of them
    // waits until the pool is cleared; otherwise its only retry could get another old connection.
    private void Lose(object seen, StoreFailure failure)
    {
        lock (_losing)
        {
            if (_connected != seen) return;
            dialect.OnConnectionLost(failure);
            Volatile.Write(ref _connected, new object());
        }
    }
}
