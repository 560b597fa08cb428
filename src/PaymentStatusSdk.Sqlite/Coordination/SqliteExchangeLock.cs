using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using PaymentStatusSdk.Adapters;
using PaymentStatusSdk.Coordination;
using PaymentStatusSdk.Sqlite.Database;
using PaymentStatusSdk.Sqlite.Store;
using PaymentStatusSdk.Tracking;
using PaymentStatusSdk.Tracking.Stores;

namespace PaymentStatusSdk.Sqlite.Coordination;

/// <summary>
/// Stores each exchange lock as a row. A lock is held until its holder releases it or it expires, even if the process of the holder ended.
/// </summary>
internal sealed class SqliteExchangeLock(
    SqliteDatabase database, TimeProvider timeProvider, ILogger<SqliteExchangeLock>? logger = null) : IExchangeLock
{
    private const string Current = "SELECT expires_at, duration FROM payment_exchange_lock WHERE key = ?1 AND expires_at > ?2";

    // Applies after the clock was set back: no lock lasts longer from now on than the duration it was acquired for.
    private const string Shorten =
        "UPDATE payment_exchange_lock SET expires_at = ?2 + duration WHERE key = ?1 AND expires_at > ?2 + duration";

    private const string Acquire = """
        INSERT INTO payment_exchange_lock (key, holder, expires_at, duration) VALUES (?1, ?2, ?3, ?5)
        ON CONFLICT (key) DO UPDATE SET holder = excluded.holder, expires_at = excluded.expires_at, duration = excluded.duration
            WHERE expires_at <= ?4
        """;

    private const string Release = "DELETE FROM payment_exchange_lock WHERE key = ?1 AND holder = ?2";

    // Added to the row's duration. The row's time starts before the write and the holder's time after it, so without the margin the row
    // could expire while the holder still uses the lock.
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(1);

    /// <summary>How often a waiter polls the file for the changes of other processes.</summary>
    public static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(50);

    private static readonly TimeSpan ReleaseRetryInterval = TimeSpan.FromSeconds(1);

    private readonly ILogger _logger = logger ?? NullLogger<SqliteExchangeLock>.Instance;
    private readonly Lock _lock = new();
    private readonly Dictionary<string, KeyedSemaphore> _semaphores = new(StringComparer.Ordinal);

    public ValueTask<IExchangeLockHandle> AcquireAsync(string key, TimeSpan longest, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(key);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(longest, TimeSpan.Zero);
        return cancellationToken.IsCancellationRequested
            ? ValueTask.FromCanceled<IExchangeLockHandle>(cancellationToken)
            : new ValueTask<IExchangeLockHandle>(WaitAsync(key, longest, cancellationToken));
    }

    private async Task<IExchangeLockHandle> WaitAsync(string key, TimeSpan longest, CancellationToken cancellationToken)
    {
        // Only one waiter of this process polls the file for each key.
        var semaphore = Join(key);
        try
        {
            await semaphore.Semaphore.WaitAsync(cancellationToken).ConfigureAwait(false);
            try
            {
                while (true)
                {
                    if (await GetRemainingAsync(key, cancellationToken).ConfigureAwait(false) is not { } remaining)
                    {
                        if (await TryAcquireAsync(key, longest, cancellationToken).ConfigureAwait(false) is { } handle) return handle;
                        remaining = PollInterval;
                    }

                    await semaphore.Released.WaitAsync(
                        remaining < PollInterval ? remaining : PollInterval, cancellationToken).ConfigureAwait(false);
                }
            }
            finally
            {
                semaphore.Semaphore.Release();
            }
        }
        finally
        {
            Leave(semaphore);
        }
    }

    /// <summary>
    /// Returns how long the lock stays held at most; null when it is free. Waiting only reads, unless the clock was set back.
    /// </summary>
    private async Task<TimeSpan?> GetRemainingAsync(string key, CancellationToken cancellationToken)
    {
        var (remaining, duration) = await database.ReadAsync<(TimeSpan? Remaining, TimeSpan Duration)>(
            session =>
            {
                var now = timeProvider.GetUtcNow();
                using var current = session.Prepare(Current).Bind(key).Bind(now);
                return current.Step() ? (current.Time(0) - now, TimeSpan.FromTicks(current.Int64(1))) : (null, TimeSpan.Zero);
            },
            cancellationToken).ConfigureAwait(false);
        if (remaining is null || remaining <= duration) return remaining;
        await database.WriteAsync(
            session =>
            {
                using var shorten = session.Prepare(Shorten).Bind(key).Bind(timeProvider.GetUtcNow());
                return shorten.Run();
            },
            cancellationToken).ConfigureAwait(false);
        return duration;
    }

    private async Task<IExchangeLockHandle?> TryAcquireAsync(string key, TimeSpan longest, CancellationToken cancellationToken)
    {
        var holder = Guid.NewGuid().ToString("N");
        var duration = TimeMath.SaturatingAdd(longest, Margin);
        var start = 0L;
        var isAcquired = await database.WriteAsync(
            session =>
            {
                start = timeProvider.GetTimestamp();
                var now = timeProvider.GetUtcNow();
                var expiresAt = TimeMath.SaturatingAdd(now, duration);
                using var acquire = session.Prepare(Acquire).Bind(key).Bind(holder).Bind(expiresAt).Bind(now).Bind(duration.Ticks);
                return acquire.Run() > 0;
            },
            cancellationToken).ConfigureAwait(false);
        if (!isAcquired) return null;
        if (timeProvider.GetElapsedTime(start) <= Margin) return new SqliteLockHandle(this, key, holder, start, longest);
        // The write took longer than the margin: the row could expire before the exchange. Release it even if the caller has canceled.
        await ReleaseAsync(key, holder, CancellationToken.None).ConfigureAwait(false);
        return null;
    }

    private async Task ReleaseAsync(string key, string holder, CancellationToken cancellationToken)
    {
        var isReleased = await database.WriteAsync(
            session =>
            {
                using var release = session.Prepare(Release).Bind(key).Bind(holder);
                return release.Run() > 0;
            },
            cancellationToken).ConfigureAwait(false);
        if (!isReleased) return;
        lock (_lock)
        {
            if (_semaphores.TryGetValue(key, out var semaphore)) semaphore.Released.Set();
        }
    }

    private KeyedSemaphore Join(string key)
    {
        lock (_lock)
        {
            if (!_semaphores.TryGetValue(key, out var semaphore)) _semaphores.Add(key, semaphore = new KeyedSemaphore(key, timeProvider));
            semaphore.Users++;
            return semaphore;
        }
    }

    private void Leave(KeyedSemaphore semaphore)
    {
        lock (_lock)
        {
            if (--semaphore.Users > 0) return;
            _semaphores.Remove(semaphore.Key);
        }

        semaphore.Semaphore.Dispose();
    }

    private sealed class KeyedSemaphore(string key, TimeProvider timeProvider)
    {
        public string Key => key;

        public SemaphoreSlim Semaphore { get; } = new(1);

        public AsyncSignal Released { get; } = new(timeProvider);

        public int Users { get; set; }
    }

    /// <summary>
    /// Retries the release until it succeeds or the lock expires. Only the row of this holder is deleted, so a late attempt releases no
    /// other lock.
    /// </summary>
    private async Task ReleaseLaterAsync(string key, string holder, long start, TimeSpan longest, CancellationToken cancellationToken)
    {
        while (timeProvider.GetElapsedTime(start) < longest)
        {
            await Task.Delay(ReleaseRetryInterval, timeProvider, cancellationToken).ConfigureAwait(false);
            try
            {
                await ReleaseAsync(key, holder, cancellationToken).ConfigureAwait(false);
                return;
            }
            catch (TrackingStoreException exception) when (exception.IsTransient)
            {
                // The file is still locked, or the disk is still full.
            }
        }
    }

    private sealed class SqliteLockHandle(
        SqliteExchangeLock owner, string key, string holder, long start, TimeSpan longest) : IExchangeLockHandle
    {
        public async ValueTask ReleaseAsync(CancellationToken cancellationToken = default)
        {
            try
            {
                await owner.ReleaseAsync(key, holder, cancellationToken).ConfigureAwait(false);
            }
            catch (TrackingStoreException exception) when (exception.IsTransient)
            {
                // The exchange is complete, and its callers must not wait for the file.
                SqliteTrackingLog.LockNotReleased(
                    owner._logger, exception.InnerException?.GetType().Name ?? nameof(TrackingStoreException));
                _ = owner.ReleaseLaterAsync(key, holder, start, longest, cancellationToken);
            }
        }
    }
}
