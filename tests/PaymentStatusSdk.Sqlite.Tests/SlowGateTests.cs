using Microsoft.Data.Sqlite;
using PaymentStatusSdk.Sqlite.Callbacks;
using PaymentStatusSdk.Sqlite.Database;
using PaymentStatusSdk.TestDoubles;

namespace PaymentStatusSdk.Sqlite.Tests;

/// <summary>Who enters late has the whole time, or tries again.</summary>
public sealed class SlowGateTests : SqliteTest
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(90);

    [Fact]
    public async Task Gate_stays_taken_longer_than_its_holder_counts_even_when_the_disk_is_slow()
    {
        var clock = new SlowClock(TimeSpan.FromSeconds(1));
        var database = Database();

        await new SqliteExchangeLock(database, clock).AcquireAsync("gate", Longest, Ct);

        Assert.Equal(1, clock.Takes);
        Assert.True(await UntilAsync(database) >= clock.GetUtcNow() + Longest);
    }

    [Fact]
    public async Task Gate_that_took_too_long_to_take_is_given_back_and_taken_again()
    {
        var clock = new SlowClock(TimeSpan.FromSeconds(1) + TimeSpan.FromTicks(1));
        var database = Database();

        await new SqliteExchangeLock(database, clock).AcquireAsync("gate", Longest, Ct);

        Assert.Equal(2, clock.Takes);
        Assert.True(await UntilAsync(database) >= clock.GetUtcNow() + Longest);
    }

    [Fact]
    public async Task Who_leaves_while_the_gate_is_taken_slowly_does_not_keep_it()
    {
        using var leaving = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        var clock = new SlowClock(TimeSpan.FromSeconds(2), leaving.Cancel);
        var database = Database();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => new SqliteExchangeLock(database, clock).AcquireAsync("gate", Longest, leaving.Token).AsTask());

        Assert.Null(await UntilAsync(database));
    }

    private static Task<DateTimeOffset?> UntilAsync(SqliteDatabase database) => database.ReadAsync<DateTimeOffset?>(
        session =>
        {
            using var gate = session.PrepareOnce("SELECT expires_at FROM payment_exchange_lock");
            return gate.Step() ? gate.Time(0) : null;
        },
        Ct);

    /// <summary>Between the first take and its end so much time passes; later ones are quick.</summary>
    private sealed class SlowClock(TimeSpan slowness, Action? onSlow = null) : TimeProvider
    {
        private readonly ManualTimeProvider _time = new();
        private int _timestamps;

        public int Takes => _timestamps / 2;

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
    public async Task Gate_that_ends_and_box_that_waits_while_the_file_is_locked_get_through_afterwards()
    {
        var database = Database(busyTimeout: TimeSpan.FromMilliseconds(100));
        var router = new SqliteCallbackRouter(database, TimeProvider.System);
        var lease = await new SqliteExchangeLock(database, TimeProvider.System).AcquireAsync("gate", TimeSpan.FromDays(1), Ct);
        await using var mailbox = await router.OpenAsync("a", TimeSpan.FromDays(1), Ct);
        await router.DeliverAsync("a", new byte[] { 7 }, Ct);
        await using var other = new SqliteConnection($"Data Source={FilePath};Pooling=False");
        await other.OpenAsync(Ct);
        await RunAsync(other, "BEGIN EXCLUSIVE");

        var receiving = mailbox.ReceiveAsync(Ct).AsTask();
        await lease.ReleaseAsync(Ct);
        Assert.False(receiving.IsCompleted);
        await RunAsync(other, "COMMIT");

        Assert.Equal([7], (await receiving).ToArray());
        await new SqliteExchangeLock(Database(), TimeProvider.System).AcquireAsync("gate", TimeSpan.FromDays(1), Ct);
    }
}
