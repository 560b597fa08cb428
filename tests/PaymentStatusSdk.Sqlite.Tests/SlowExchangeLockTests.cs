using Microsoft.Data.Sqlite;
using PaymentStatusSdk.Relational.Database;
using PaymentStatusSdk.Relational.Dialects;
using PaymentStatusSdk.Testing;

namespace PaymentStatusSdk.Sqlite.Tests;

/// <summary>A lock that is acquired late is held for its full duration, or acquired again.</summary>
public sealed class SlowExchangeLockTests : SqliteTest
{
    private static readonly TimeSpan MaxWait = TimeSpan.FromSeconds(90);

    [Fact]
    public async Task Lock_outlasts_its_holders_time_even_when_the_disk_is_slow()
    {
        var clock = new SlowClock(TimeSpan.FromSeconds(1));
        var database = Database(clock: clock);

        await ExchangeLock(database, clock).AcquireAsync("lock", MaxWait, Ct);

        Assert.Equal(1, clock.Attempts);
        Assert.True(await UntilAsync(database) >= clock.GetUtcNow() + MaxWait);
    }

    [Fact]
    public async Task Lock_that_was_acquired_too_slowly_is_released_and_acquired_again()
    {
        var clock = new SlowClock(TimeSpan.FromSeconds(1) + TimeSpan.FromTicks(1));
        var database = Database(clock: clock);

        await ExchangeLock(database, clock).AcquireAsync("lock", MaxWait, Ct);

        Assert.Equal(2, clock.Attempts);
        Assert.True(await UntilAsync(database) >= clock.GetUtcNow() + MaxWait);
    }

    [Fact]
    public async Task Caller_that_cancels_during_a_slow_acquisition_does_not_keep_the_lock()
    {
        using var cancellationSource = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        var clock = new SlowClock(TimeSpan.FromSeconds(2), cancellationSource.Cancel);
        var database = Database(clock: clock);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => ExchangeLock(database, clock).AcquireAsync("lock", MaxWait, cancellationSource.Token).AsTask());

        Assert.Null(await UntilAsync(database));
    }

    private static async Task<DateTimeOffset?> UntilAsync(StoreDatabase database) =>
        await ExecuteAsync(database, "SELECT expires_at FROM payment_exchange_lock", StoreAccess.Read) is [long microseconds]
            ? DateTimeOffset.UnixEpoch.AddMicroseconds(microseconds) : null;

    /// <summary>A clock that passes the given time during the first acquisition; later acquisitions are fast.</summary>
    private sealed class SlowClock(TimeSpan slowness, Action? onSlow = null) : TimeProvider
    {
        private readonly ManualTimeProvider _time = new();
        private int _timestamps;

        public int Attempts => _timestamps / 2;

        public override long TimestampFrequency => _time.TimestampFrequency;

        public override DateTimeOffset GetUtcNow() => _time.GetUtcNow();

        public override long GetTimestamp()
        {
            if (++_timestamps == 2)
            {
                _time.Advance(slowness);
                onSlow?.Invoke();
            }

            return _time.GetTimestamp();
        }

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            _time.CreateTimer(callback, state, dueTime, period);
    }

    [Fact]
    public async Task Lock_release_and_mailbox_receive_succeed_after_the_file_was_locked()
    {
        var database = Database(busyTimeout: TimeSpan.FromMilliseconds(100));
        var router = CallbackRouter(database);
        var lease = await ExchangeLock(database, TimeProvider.System).AcquireAsync("lock", TimeSpan.FromDays(1), Ct);
        await using var mailbox = await router.OpenAsync("a", TimeSpan.FromDays(1), Ct);
        await router.DeliverAsync("a", new byte[] { 7 }, Ct);
        await using var other = new SqliteConnection($"Data Source={FilePath};Pooling=False");
        await other.OpenAsync(Ct);
        await RunAsync(other, "BEGIN EXCLUSIVE");

        var receiving = mailbox.ReceiveAsync(Ct).AsTask();
        await lease.ReleaseAsync(Ct);
        // A message is received by reading, for which the lock does not matter.
        Assert.Equal([7], (await receiving).ToArray());
        await RunAsync(other, "COMMIT");

        await ExchangeLock(Database(), TimeProvider.System).AcquireAsync("lock", TimeSpan.FromDays(1), Ct);
    }
}
