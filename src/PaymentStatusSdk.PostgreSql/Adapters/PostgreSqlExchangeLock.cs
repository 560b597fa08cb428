using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using PaymentStatusSdk.Adapters;
using PaymentStatusSdk.PostgreSql.Connections;
using PaymentStatusSdk.PostgreSql.Signals;
using PaymentStatusSdk.PostgreSql.Store;
using PaymentStatusSdk.Tracking;

namespace PaymentStatusSdk.PostgreSql.Adapters;

/// <summary>Gates as rows that all instances share. A row stays taken until it is given back or its time is up, also after a crash of its holder.</summary>
internal sealed class PostgreSqlExchangeLock(
    StoreDatabase database, WakeupHub board, SignalListener listener, TimeProvider timeProvider, ILogger<PostgreSqlExchangeLock> logger) : IExchangeLock
{
    private static readonly TimeSpan PollWhileListening = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan PollOtherwise = TimeSpan.FromMilliseconds(250);

    // The lease counts from the database's clock on, its holder counts from when he hears of it: the row lasts that much longer.
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(1);

    // $1 key, $2 now. The server's clock was set back since it was taken. Its holder, alive or not, has no more time left than it took the gate for.
    private readonly string _shorten = $"""
        UPDATE {database.Tables.Lock} SET until = COALESCE($2, clock_timestamp()) + duration
        WHERE key = $1 AND until > COALESCE($2, clock_timestamp()) + duration
        """;

    // Who finds it taken locks nothing, or a crowd would keep its holder from giving it back. Else the clock is read again once the row is
    // ours to judge: waiting for its lock takes time. A row of this very holder was taken by a try whose answer got lost.
    private readonly string _take = $"""
        WITH taken AS (
            INSERT INTO {database.Tables.Lock} AS gate (key, holder, until, duration)
            SELECT $1, $2, COALESCE($3, clock_timestamp()) + $4, $4
            WHERE NOT EXISTS (SELECT FROM {database.Tables.Lock} WHERE key = $1 AND holder <> $2 AND until > COALESCE($3, clock_timestamp()))
            ON CONFLICT (key) DO UPDATE SET holder = excluded.holder, until = COALESCE($3, clock_timestamp()) + $4, duration = $4
                WHERE gate.until <= COALESCE($3, clock_timestamp()) OR gate.holder = $2
            RETURNING 1)
        SELECT EXISTS (SELECT FROM taken), (SELECT until - COALESCE($3, clock_timestamp()) FROM {database.Tables.Lock} WHERE key = $1)
        """;

    private readonly string _free = $"""
        WITH freed AS (DELETE FROM {database.Tables.Lock} WHERE key = $1 AND holder = $2 RETURNING 1)
        SELECT pg_notify($3, $4)::text FROM freed
        """;

    private readonly ILogger _logger = logger;

    // Of one process one waiter asks the database, the others wait for their turn here. Keys are endpoints and merchants: few, and kept.
    private readonly ConcurrentDictionary<string, SemaphoreSlim> _turns = new(StringComparer.Ordinal);

    public async ValueTask<IExchangeLockHandle> AcquireAsync(string key, TimeSpan longest, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(key);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(longest, TimeSpan.Zero);
        cancellationToken.ThrowIfCancellationRequested();
        StoredText.Require(key, "The gate's key");
        key = StoredText.Key(key)!;
        listener.Start();
        var turn = _turns.GetOrAdd(key, static _ => new SemaphoreSlim(1, 1));
        await turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return await WaitAsync(key, longest, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            turn.Release();
        }
    }

    private async Task<PostgreSqlLockHandle> WaitAsync(string key, TimeSpan longest, CancellationToken cancellationToken)
    {
        var holder = Guid.NewGuid();
        // Before the first look, so that a release in between is not missed.
        using var watch = board.Watch(StoreSignal.OfLock(key));
        while (true)
        {
            var started = timeProvider.GetTimestamp();
            var left = await TakeAsync(key, holder, longest, cancellationToken).ConfigureAwait(false);
            if (left is null && timeProvider.GetElapsedTime(started) <= Margin) return new PostgreSqlLockHandle(this, key, holder, started, longest);
            if (left is null)
            {
                // The answer was so long on its way that the row would run out before the exchange. It is given back to the end, also when the caller
                // leaves; while he stays, nothing is taken anew under this holder before that.
                await GiveBackAsync(Task.CompletedTask, key, holder).WaitAsync(cancellationToken).ConfigureAwait(false);
                continue;
            }

            var poll = listener.IsListening ? PollWhileListening : PollOtherwise;
            await watch.WaitAsync(left > TimeSpan.Zero && left < poll ? left.Value : poll, timeProvider, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Null when it is taken now; else how long it stays somebody else's at most.</summary>
    private async Task<TimeSpan?> TakeAsync(string key, Guid holder, TimeSpan longest, CancellationToken cancellationToken)
    {
        // Without the caller's token: a statement that was broken off may have taken the gate, and nobody would give it back.
        var taking = database.RunAsync<TimeSpan?>(
            batch =>
            {
                batch.Statement(_shorten).Text(key).Time(database.Clock);
                batch.Statement(_take).Text(key).Uuid(holder).Time(database.Clock).Span(database.Clock is null ? longest + Margin : longest);
            },
            async (reader, token) =>
            {
                await reader.ReadAsync(token).ConfigureAwait(false);
                if (reader.GetBoolean(0)) return null;
                return await reader.IsDBNullAsync(1, token).ConfigureAwait(false) ? TimeSpan.Zero : reader.GetTimeSpan(1);
            },
            CancellationToken.None);
        try
        {
            return await taking.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception)
        {
            // Whatever came of it: this holder is gone.
            _ = GiveBackAsync(taking, key, holder);
            throw;
        }
    }

    private async Task GiveBackAsync(Task taking, string key, Guid holder)
    {
        await taking.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await FreeAsync(key, holder, CancellationToken.None).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task FreeAsync(string key, Guid holder, CancellationToken cancellationToken)
    {
        var what = StoreSignal.OfLock(key);
        await database.RunAsync(
            batch => batch.Statement(_free).Text(key).Uuid(holder).Text(database.Options.Schema).Text(board.Payload(what)),
            static (_, _) => Task.FromResult(true),
            cancellationToken).ConfigureAwait(false);
        board.Raise(what);
    }

    /// <summary>Until the database is back or the row has run out. Only the row of this holder is deleted, so a late try frees nothing of another.</summary>
    private async Task FreeLaterAsync(string key, Guid holder, long started, TimeSpan longest, CancellationToken cancellationToken)
    {
        for (var pause = PollOtherwise; timeProvider.GetElapsedTime(started) < longest; pause = pause * 2 < PollWhileListening ? pause * 2 : PollWhileListening)
        {
            await Task.Delay(pause, timeProvider, cancellationToken).ConfigureAwait(false);
            try
            {
                await FreeAsync(key, holder, cancellationToken).ConfigureAwait(false);
                return;
            }
            catch (TrackingStoreException exception) when (StoreFailures.MayPass(exception))
            {
                // The database is still away.
            }
        }
    }

    private sealed class PostgreSqlLockHandle(PostgreSqlExchangeLock owner, string key, Guid holder, long started, TimeSpan longest) : IExchangeLockHandle
    {
        private int _isFree;

        public async ValueTask ReleaseAsync(CancellationToken cancellationToken = default)
        {
            if (Interlocked.Exchange(ref _isFree, 1) == 1) return;
            try
            {
                await owner.FreeAsync(key, holder, cancellationToken).ConfigureAwait(false);
            }
            catch (TrackingStoreException exception) when (StoreFailures.MayPass(exception))
            {
                // The exchange is over, and its callers do not wait for the database.
                StoreLog.LockNotReleased(owner._logger, exception.InnerException?.GetType().Name ?? nameof(TrackingStoreException));
                _ = owner.FreeLaterAsync(key, holder, started, longest, cancellationToken);
            }
            catch
            {
                // It may be tried once more; else the row runs out by itself.
                Volatile.Write(ref _isFree, 0);
                throw;
            }
        }
    }
}
