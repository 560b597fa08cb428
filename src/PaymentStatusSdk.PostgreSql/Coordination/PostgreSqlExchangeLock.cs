using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using PaymentStatusSdk.Adapters;
using PaymentStatusSdk.Coordination;
using PaymentStatusSdk.PostgreSql.Database;
using PaymentStatusSdk.PostgreSql.Signals;
using PaymentStatusSdk.PostgreSql.Store;
using PaymentStatusSdk.Tracking;

namespace PaymentStatusSdk.PostgreSql.Coordination;

/// <summary>
/// Stores exchange locks as rows that all instances share. A lock is held until its holder releases it or it expires, even if the holder
/// crashed.
/// </summary>
internal sealed class PostgreSqlExchangeLock(
    StoreDatabase database, WakeupHub hub, SignalListener listener, TimeProvider timeProvider, ILogger<PostgreSqlExchangeLock> logger)
    : IExchangeLock
{
    private static readonly TimeSpan PollIntervalWhileListening = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(250);
    private static readonly BackOff ReleasePauses = new(PollInterval, PollIntervalWhileListening);

    // Added to the row's duration. The row's time starts in the database and the holder's time when the response arrives, so without the
    // margin the row could expire while the holder still uses the lock.
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(1);

    // $1 key, $2 now. Applies after the server's clock was set back: no lock lasts longer from now on than the duration it was acquired
    // for.
    private readonly string _shorten = $"""
        UPDATE {database.Tables.Lock} SET expires_at = COALESCE($2, clock_timestamp()) + duration
        WHERE key = $1 AND expires_at > COALESCE($2, clock_timestamp()) + duration
        """;

    // Waiters do not lock the row; otherwise they would block the holder's release. The clock is read again after the row lock is acquired,
    // because waiting for it takes time. A row of this holder was written by an earlier attempt whose response was lost.
    private readonly string _acquire = $"""
        WITH acquired AS (
            INSERT INTO {database.Tables.Lock} AS held (key, holder, expires_at, duration)
            SELECT $1, $2, COALESCE($3, clock_timestamp()) + $4, $4
            WHERE NOT EXISTS (SELECT FROM {database.Tables.Lock}
                WHERE key = $1 AND holder <> $2 AND expires_at > COALESCE($3, clock_timestamp()))
            ON CONFLICT (key) DO UPDATE SET holder = excluded.holder, expires_at = COALESCE($3, clock_timestamp()) + $4, duration = $4
                WHERE held.expires_at <= COALESCE($3, clock_timestamp()) OR held.holder = $2
            RETURNING 1)
        SELECT EXISTS (SELECT FROM acquired),
            (SELECT expires_at - COALESCE($3, clock_timestamp()) FROM {database.Tables.Lock} WHERE key = $1)
        """;

    private readonly string _release = $"""
        WITH released AS (DELETE FROM {database.Tables.Lock} WHERE key = $1 AND holder = $2 RETURNING 1)
        SELECT pg_notify($3, $4)::text FROM released
        """;

    private readonly ILogger _logger = logger;

    // Only one waiter of this process polls the database for each key. Keys are endpoints and merchants: they are few and stay in memory.
    private readonly ConcurrentDictionary<string, SemaphoreSlim> _semaphores = new(StringComparer.Ordinal);

    public async ValueTask<IExchangeLockHandle> AcquireAsync(string key, TimeSpan longest, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(key);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(longest, TimeSpan.Zero);
        cancellationToken.ThrowIfCancellationRequested();
        StoredText.Require(key, "The key of the exchange lock");
        key = StoredText.Key(key)!;
        listener.Start();
        var semaphore = _semaphores.GetOrAdd(key, static _ => new SemaphoreSlim(1, 1));
        await semaphore.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return await WaitAsync(key, longest, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            semaphore.Release();
        }
    }

    private async Task<PostgreSqlLockHandle> WaitAsync(string key, TimeSpan longest, CancellationToken cancellationToken)
    {
        var holder = Guid.NewGuid();
        // Watch before the first attempt, so that a release in between is not missed.
        using var release = hub.Watch(StoreSignal.OfLock(key), timeProvider);
        while (true)
        {
            var started = timeProvider.GetTimestamp();
            var remaining = await TryAcquireAsync(key, holder, longest, cancellationToken).ConfigureAwait(false);
            if (remaining is null && timeProvider.GetElapsedTime(started) <= Margin)
                return new PostgreSqlLockHandle(this, key, holder, started, longest);
            if (remaining is null)
            {
                // The response was so late that the lock could expire before the exchange. The release completes even if the caller
                // cancels; otherwise the next attempt waits for it, because both use the same holder.
                await ReleaseAfterAsync(Task.CompletedTask, key, holder).WaitAsync(cancellationToken).ConfigureAwait(false);
                continue;
            }

            var pollInterval = listener.IsListening ? PollIntervalWhileListening : PollInterval;
            var wait = remaining > TimeSpan.Zero && remaining < pollInterval ? remaining.Value : pollInterval;
            await release.Signal.WaitAsync(wait, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Returns null when the lock was acquired; otherwise the maximum time until the lock of another holder expires.</summary>
    private async Task<TimeSpan?> TryAcquireAsync(string key, Guid holder, TimeSpan longest, CancellationToken cancellationToken)
    {
        // The caller's token is not passed: an interrupted statement may have acquired the lock, which would stay held until it expires.
        var acquiring = database.RunAsync<TimeSpan?>(
            batch =>
            {
                batch.Statement(_shorten).Text(key).Time(database.Clock);
                batch.Statement(_acquire).Text(key).Uuid(holder).Time(database.Clock)
                    .Span(database.Clock is null ? longest + Margin : longest);
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
            return await acquiring.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception)
        {
            // The attempt may still acquire the lock, but the caller does not use it.
            _ = ReleaseAfterAsync(acquiring, key, holder);
            throw;
        }
    }

    private async Task ReleaseAfterAsync(Task acquiring, string key, Guid holder)
    {
        await acquiring.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await ReleaseAsync(key, holder, CancellationToken.None).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task ReleaseAsync(string key, Guid holder, CancellationToken cancellationToken)
    {
        var signal = StoreSignal.OfLock(key);
        await database.RunAsync(
            batch => batch.Statement(_release).Text(key).Uuid(holder).Text(database.Options.Schema).Text(hub.Payload(signal)),
            static (_, _) => Task.FromResult(true),
            cancellationToken).ConfigureAwait(false);
        hub.Signal(signal);
    }

    /// <summary>
    /// Retries the release until it succeeds or the lock expires. Only the row of this holder is deleted, so a late attempt releases no
    /// other lock.
    /// </summary>
    private async Task ReleaseLaterAsync(string key, Guid holder, long started, TimeSpan longest, CancellationToken cancellationToken)
    {
        for (var failures = 1; timeProvider.GetElapsedTime(started) < longest; failures++)
        {
            await Task.Delay(ReleasePauses.DelayAfter(failures), timeProvider, cancellationToken).ConfigureAwait(false);
            try
            {
                await ReleaseAsync(key, holder, cancellationToken).ConfigureAwait(false);
                return;
            }
            catch (TrackingStoreException exception) when (StoreFailures.MaySucceedLater(exception))
            {
                // The database is still unavailable.
            }
        }
    }

    private sealed class PostgreSqlLockHandle(
        PostgreSqlExchangeLock owner, string key, Guid holder, long started, TimeSpan longest) : IExchangeLockHandle
    {
        private int _isReleased;

        public async ValueTask ReleaseAsync(CancellationToken cancellationToken = default)
        {
            if (Interlocked.Exchange(ref _isReleased, 1) == 1) return;
            try
            {
                await owner.ReleaseAsync(key, holder, cancellationToken).ConfigureAwait(false);
            }
            catch (TrackingStoreException exception) when (StoreFailures.MaySucceedLater(exception))
            {
                // The exchange is complete, and its callers must not wait for the database.
                StoreLog.LockNotReleased(owner._logger, exception.InnerException?.GetType().Name ?? nameof(TrackingStoreException));
                _ = owner.ReleaseLaterAsync(key, holder, started, longest, cancellationToken);
            }
            catch
            {
                // The caller may retry the release; otherwise the lock expires.
                Volatile.Write(ref _isReleased, 0);
                throw;
            }
        }
    }
}
