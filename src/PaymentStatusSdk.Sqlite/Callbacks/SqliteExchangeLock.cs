using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using PaymentStatusSdk.Adapters;
using PaymentStatusSdk.Tracking;

namespace PaymentStatusSdk.Sqlite;

/// <summary>A gate is a row: taken until it is given back or its time has come, whoever holds it, alive or not.</summary>
internal sealed class SqliteExchangeLock(SqliteDatabase database, TimeProvider timeProvider, ILogger<SqliteExchangeLock>? logger = null) : IExchangeLock
{
    private const string Taken = "SELECT until, duration FROM payment_gate WHERE key = ?1 AND until > ?2";

    // The clock was set back since it was taken. Its holder, alive or not, has no more time left than it took the gate for.
    private const string Shorten = "UPDATE payment_gate SET until = ?2 + duration WHERE key = ?1 AND until > ?2 + duration";

    private const string Take = """
        INSERT INTO payment_gate (key, holder, until, duration) VALUES (?1, ?2, ?3, ?5)
        ON CONFLICT (key) DO UPDATE SET holder = excluded.holder, until = excluded.until, duration = excluded.duration WHERE until <= ?4
        """;

    private const string Free = "DELETE FROM payment_gate WHERE key = ?1 AND holder = ?2";

    // The holder counts from when it is told, the row from before it was written: between the two no other may enter.
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan FreeEvery = TimeSpan.FromSeconds(1);

    private readonly ILogger _logger = logger ?? NullLogger<SqliteExchangeLock>.Instance;
    private readonly Lock _lock = new();
    private readonly Dictionary<string, KeyedSemaphore> _turnstiles = new(StringComparer.Ordinal);

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
        // Of this process only one asks the file: a thousand who wait must not.
        var turnstile = Join(key);
        try
        {
            await turnstile.Turn.WaitAsync(cancellationToken).ConfigureAwait(false);
            try
            {
                while (true)
                {
                    var beat = turnstile.Freed.Next;
                    if (await LeftAsync(key, cancellationToken).ConfigureAwait(false) is not { } left)
                    {
                        if (await TryTakeAsync(key, longest, cancellationToken).ConfigureAwait(false) is { } lease) return lease;
                        left = Pulse.LookEvery;
                    }

                    await Pulse.WaitAsync(beat, left, timeProvider, cancellationToken).ConfigureAwait(false);
                }
            }
            finally
            {
                turnstile.Turn.Release();
            }
        }
        finally
        {
            Leave(turnstile);
        }
    }

    /// <summary>How long the gate stays taken; null when it is free. Those who wait only read, unless the clock was set back.</summary>
    private async Task<TimeSpan?> LeftAsync(string key, CancellationToken cancellationToken)
    {
        var (left, duration) = await database.ReadAsync<(TimeSpan? Left, TimeSpan Duration)>(
            session =>
            {
                var now = timeProvider.GetUtcNow();
                using var taken = session.Prepare(Taken).Bind(key).Bind(now);
                return taken.Step() ? (taken.Time(0) - now, TimeSpan.FromTicks(taken.Int64(1))) : (null, TimeSpan.Zero);
            },
            cancellationToken).ConfigureAwait(false);
        if (left is null || left <= duration) return left;
        await database.WriteAsync(
            session =>
            {
                using var shorten = session.Prepare(Shorten).Bind(key).Bind(timeProvider.GetUtcNow());
                return shorten.Run();
            },
            cancellationToken).ConfigureAwait(false);
        return duration;
    }

    private async Task<IExchangeLockHandle?> TryTakeAsync(string key, TimeSpan longest, CancellationToken cancellationToken)
    {
        var holder = Guid.NewGuid().ToString("N");
        var lasts = longest < TimeSpan.MaxValue - Margin ? longest + Margin : TimeSpan.MaxValue;
        var start = 0L;
        var isTaken = await database.WriteAsync(
            session =>
            {
                start = timeProvider.GetTimestamp();
                var now = timeProvider.GetUtcNow();
                var until = lasts < DateTimeOffset.MaxValue - now ? now + lasts : DateTimeOffset.MaxValue;
                using var take = session.Prepare(Take).Bind(key).Bind(holder).Bind(until).Bind(now).Bind(lasts.Ticks);
                return take.Run() > 0;
            },
            cancellationToken).ConfigureAwait(false);
        if (!isTaken) return null;
        if (timeProvider.GetElapsedTime(start) <= Margin) return new SqliteLockHandle(this, key, holder, start, longest);
        // The disk was slow. Who asked may have left; the gate is not his for that.
        await FreeAsync(key, holder, CancellationToken.None).ConfigureAwait(false);
        return null;
    }

    private async Task FreeAsync(string key, string holder, CancellationToken cancellationToken)
    {
        var isFreed = await database.WriteAsync(
            session =>
            {
                using var free = session.Prepare(Free).Bind(key).Bind(holder);
                return free.Run() > 0;
            },
            cancellationToken).ConfigureAwait(false);
        if (!isFreed) return;
        lock (_lock)
        {
            if (_turnstiles.TryGetValue(key, out var turnstile)) turnstile.Freed.Beat();
        }
    }

    private KeyedSemaphore Join(string key)
    {
        lock (_lock)
        {
            if (!_turnstiles.TryGetValue(key, out var turnstile)) _turnstiles.Add(key, turnstile = new KeyedSemaphore(key));
            turnstile.Users++;
            return turnstile;
        }
    }

    private void Leave(KeyedSemaphore turnstile)
    {
        lock (_lock)
        {
            if (--turnstile.Users > 0) return;
            _turnstiles.Remove(turnstile.Key);
        }

        turnstile.Turn.Dispose();
    }

    private sealed class KeyedSemaphore(string key)
    {
        public string Key => key;

        public SemaphoreSlim Turn { get; } = new(1);

        public Pulse Freed { get; } = new();

        public int Users { get; set; }
    }

    /// <summary>Until the file can be written again or the row has run out. Only the row of this holder is deleted, so a late try frees nothing of another.</summary>
    private async Task FreeLaterAsync(string key, string holder, long start, TimeSpan longest, CancellationToken cancellationToken)
    {
        while (timeProvider.GetElapsedTime(start) < longest)
        {
            await Task.Delay(FreeEvery, timeProvider, cancellationToken).ConfigureAwait(false);
            try
            {
                await FreeAsync(key, holder, cancellationToken).ConfigureAwait(false);
                return;
            }
            catch (TrackingStoreException exception) when (exception.IsTransient)
            {
                // It is still locked, or the disk is still full.
            }
        }
    }

    private sealed class SqliteLockHandle(SqliteExchangeLock owner, string key, string holder, long start, TimeSpan longest) : IExchangeLockHandle
    {
        public async ValueTask ReleaseAsync(CancellationToken cancellationToken = default)
        {
            try
            {
                await owner.FreeAsync(key, holder, cancellationToken).ConfigureAwait(false);
            }
            catch (TrackingStoreException exception) when (exception.IsTransient)
            {
                // The exchange is over, and its callers do not wait for the file.
                SqliteTrackingLog.LockNotReleased(owner._logger, exception.InnerException?.GetType().Name ?? nameof(TrackingStoreException));
                _ = owner.FreeLaterAsync(key, holder, start, longest, cancellationToken);
            }
        }
    }
}
