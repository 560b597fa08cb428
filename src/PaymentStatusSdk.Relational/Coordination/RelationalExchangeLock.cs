using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using PaymentStatusSdk.Adapters;
using PaymentStatusSdk.Coordination;
using PaymentStatusSdk.Relational.Database;
using PaymentStatusSdk.Relational.Dialects;
using PaymentStatusSdk.Relational.Signals;
using PaymentStatusSdk.Relational.Store;
using PaymentStatusSdk.Tracking;

namespace PaymentStatusSdk.Relational.Coordination;

/// <summary>
/// Stores exchange locks as rows that all instances share. A lock is held until its holder releases it or it expires, even if the holder
/// crashed.
/// </summary>
internal sealed class RelationalExchangeLock(
    StoreDatabase database, WakeupHub hub, TimeProvider timeProvider, ILogger<RelationalExchangeLock> logger) : IExchangeLock
{
    // The row counts by the database's clock from before the write, the holder from the time of the response. The row lasts longer by this
    // margin.
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(1);
    private static readonly BackOff ReleasePauses = new(TimeSpan.FromMilliseconds(250), TimeSpan.FromSeconds(2));

    private readonly ILogger _logger = logger;
    private readonly string _table = database.Dialect.Table("payment_exchange_lock");

    // Only one waiter of this process polls the database for each key. Keys are endpoints and merchants: they are few and stay in memory.
    private readonly ConcurrentDictionary<string, SemaphoreSlim> _semaphores = new(StringComparer.Ordinal);

    public async ValueTask<IExchangeLockHandle> AcquireAsync(string key, TimeSpan longest, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(key);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(longest, TimeSpan.Zero);
        cancellationToken.ThrowIfCancellationRequested();
        StoredText.Require(key, "The key of the exchange lock");
        key = StoredText.Key(key)!;
        hub.Start();
        var semaphore = _semaphores.GetOrAdd(key, static _ => new SemaphoreSlim(1));
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

    private async Task<LockHandle> WaitAsync(string key, TimeSpan longest, CancellationToken cancellationToken)
    {
        var holder = Guid.NewGuid();
        // Watch before the first attempt, so that a release in between is not missed.
        using var release = hub.Watch(StoreSignal.OfLock(key), timeProvider);
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var (remaining, started) = await TryAcquireAsync(key, holder, longest, cancellationToken).ConfigureAwait(false);
            if (remaining is null && timeProvider.GetElapsedTime(started) <= Margin)
                return new LockHandle(this, key, holder, started, longest);
            if (remaining is null)
            {
                // The response was so late that the lock could expire before the exchange. The release completes even if the caller
                // cancels; otherwise the next attempt waits for it, because both use the same holder.
                await ReleaseAfterAsync(Task.CompletedTask, key, holder).WaitAsync(cancellationToken).ConfigureAwait(false);
                continue;
            }

            var poll = hub.PollInterval;
            await release.Signal.WaitAsync(remaining.Value < poll ? remaining.Value : poll, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>
    /// Returns null and the time from which the holder counts when the lock was acquired; otherwise the maximum time until the lock of
    /// another holder expires.
    /// </summary>
    private async Task<(TimeSpan? Remaining, long Started)> TryAcquireAsync(
        string key, Guid holder, TimeSpan longest, CancellationToken cancellationToken)
    {
        // The caller's token is not passed: an interrupted statement may have acquired the lock, which would stay held until it expires.
        var acquiring = AcquireOnceAsync(key, holder, longest);
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

    private async Task<(TimeSpan? Remaining, long Started)> AcquireOnceAsync(string key, Guid holder, TimeSpan longest)
    {
        // Waiters only read and do not lock the row; otherwise they would block the holder's release.
        var remaining = await database.RunAsync(
            StoreAccess.Read, (session, token) => ReadRemainingAsync(session, key, holder, token),
            CancellationToken.None).ConfigureAwait(false);
        if (remaining > TimeSpan.Zero) return (remaining, default);
        return await database.RunAsync(
            StoreAccess.Write, (session, token) => WriteAsync(session, key, holder, longest, token),
            CancellationToken.None).ConfigureAwait(false);
    }

    private async Task<TimeSpan> ReadRemainingAsync(StoreSession session, string key, Guid holder, CancellationToken cancellationToken)
    {
        var clock = new DatabaseClock(database);
        LockRow? row = null;
        await session.CompleteAsync([.. clock.Statements, Select(key, "", read => row = read)], cancellationToken).ConfigureAwait(false);
        // Zero or less makes the caller write, which acquires the lock or shortens it.
        return row is null || row.IsTooLong(clock.Now) ? TimeSpan.Zero : row.Remaining(holder, clock.Now);
    }

    private async Task<(TimeSpan? Remaining, long Started)> WriteAsync(
        StoreSession session, string key, Guid holder, TimeSpan longest, CancellationToken cancellationToken)
    {
        // The wait for the only write lock of a database does not count. A lock on the row counts.
        if (database.Dialect.HasOneWriter) await session.BeginAsync(cancellationToken).ConfigureAwait(false);
        var started = timeProvider.GetTimestamp();
        var clock = new DatabaseClock(database);
        await session.RunAsync(clock.Statements, cancellationToken).ConfigureAwait(false);
        var now = clock.Now;
        var duration = TimeMath.SaturatingAdd(longest, Margin);
        var own = new LockRow(key, holder, TimeMath.SaturatingAdd(now, duration), duration);
        LockRow? row = null;
        // Another holder may have acquired the row after the first reading: by that reading its time would look too long.
        var locked = new DatabaseClock(database);
        await session.RunAsync(
            [
                database.Dialect.InsertOrIgnore(_table, LockRow.Columns, own, returning: null),
                Select(key, database.Dialect.RowLock, read => row = read),
                .. locked.Statements,
            ], cancellationToken).ConfigureAwait(false);
        // The row is missing only if its holder has released it in between: the next attempt follows after a poll.
        if (row is null) return (TimeSpan.MaxValue, started);
        now = locked.Now;
        var remaining = row.Remaining(holder, now);
        // A row of this holder was written now, or by an earlier attempt whose response was lost.
        LockRow[] writes = remaining <= TimeSpan.Zero ? [own]
            : row.IsTooLong(now) ? [row with { ExpiresAt = TimeMath.SaturatingAdd(now, row.Duration) }]
            : [];
        await session.CompleteAsync(
            writes.Length > 0 ? database.Dialect.Update(_table, LockRow.Columns, writes) : [], cancellationToken).ConfigureAwait(false);
        return (remaining <= TimeSpan.Zero ? null : remaining, started);
    }

    private SqlStatement Select(string key, string rowLock, Action<LockRow> read) =>
        new SqlStatement($"SELECT holder, expires_at, duration FROM {_table} WHERE lock_key = @lock_key{rowLock}")
        {
            ReturnsRows = true,
            Read = reader => read(new LockRow(
                key, database.Dialect.ReadGuid(reader, 0), database.Dialect.ReadTime(reader, 1), TimeSpan.FromTicks(reader.GetInt64(2)))),
        }.With("lock_key", SqlType.Key, key);

    private async Task ReleaseAfterAsync(Task acquiring, string key, Guid holder)
    {
        await acquiring.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await ReleaseAsync(key, holder, CancellationToken.None).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task ReleaseAsync(string key, Guid holder, CancellationToken cancellationToken)
    {
        var signal = StoreSignal.OfLock(key);
        await database.RunAsync(
            StoreAccess.Write,
            async (session, token) =>
            {
                var delete = new SqlStatement($"DELETE FROM {_table} WHERE lock_key = @lock_key AND holder = @holder")
                    .With("lock_key", SqlType.Key, key)
                    .With("holder", SqlType.Uuid, holder);
                await session.CompleteAsync([delete, .. hub.Send(signal)], token).ConfigureAwait(false);
                return true;
            },
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

    private sealed class LockHandle(
        RelationalExchangeLock owner, string key, Guid holder, long started, TimeSpan longest) : IExchangeLockHandle
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
                StoreLog.LockNotReleased(
                    owner._logger, owner.Place, exception.InnerException?.GetType().Name ?? nameof(TrackingStoreException));
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

    private string Place => database.Dialect.Place;
}
