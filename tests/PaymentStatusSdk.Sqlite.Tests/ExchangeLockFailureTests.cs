using Microsoft.Extensions.Logging;
using PaymentStatusSdk.Relational.Coordination;
using PaymentStatusSdk.Relational.Database;
using PaymentStatusSdk.Relational.Dialects;
using PaymentStatusSdk.Relational.Signals;
using PaymentStatusSdk.TestDoubles;
using PaymentStatusSdk.Testing;
using PaymentStatusSdk.Tracking;

namespace PaymentStatusSdk.Sqlite.Tests;

/// <summary>A lock whose release fails is released later by the same instance, and its holder does not wait for that.</summary>
public sealed class ExchangeLockFailureTests : SqliteTest
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private readonly ManualTimeProvider _clock = new();
    private readonly RecordedChannel _channel = new();

    [Fact]
    public async Task Row_of_a_lock_lasts_one_second_longer_than_its_holder_counts()
    {
        var (_, database, exchangeLock, _) = Start();

        await exchangeLock.AcquireAsync("a", Minute, Ct);

        Assert.Equal(
            [MicrosecondsOf(_clock.GetUtcNow().AddSeconds(61)), TimeSpan.FromSeconds(61).Ticks],
            (await ExecuteAsync(database, "SELECT expires_at, duration FROM payment_exchange_lock")).Cast<long>());
        Assert.Equal(1, _channel.Starts);
    }

    [Fact]
    public async Task Longest_duration_saturates()
    {
        var (_, database, exchangeLock, _) = Start();

        await exchangeLock.AcquireAsync("a", TimeSpan.MaxValue, Ct);

        Assert.Equal(
            [MicrosecondsOf(DateTimeOffset.MaxValue), TimeSpan.MaxValue.Ticks],
            (await ExecuteAsync(database, "SELECT expires_at, duration FROM payment_exchange_lock")).Cast<long>());
    }

    [Fact]
    public async Task Released_lock_is_deleted_and_signaled_once()
    {
        var (_, database, exchangeLock, _) = Start();
        var handle = await exchangeLock.AcquireAsync("a", Minute, Ct);
        Assert.Empty(_channel.Sent);

        await handle.ReleaseAsync(Ct);
        await handle.ReleaseAsync(Ct);

        Assert.Empty(await ExecuteAsync(database, "SELECT holder FROM payment_exchange_lock"));
        Assert.Equal([StoreSignal.OfLock("a")], _channel.Sent);
    }

    [Fact]
    public async Task Release_that_fails_temporarily_is_retried_with_growing_pauses_and_logged_once()
    {
        var (dialect, _, exchangeLock, log) = Start();
        var handle = await exchangeLock.AcquireAsync("a", Minute, Ct);
        var attempts = 0;
        dialect.OnOpen = access =>
        {
            if (access == StoreAccess.Write && ++attempts <= 5) throw new ExplainedException(new StoreFailure("unavailable", true));
        };

        await handle.ReleaseAsync(Ct);

        Assert.Equal(1, attempts);
        foreach (var milliseconds in new[] { 250, 500, 1_000, 2_000, 2_000 })
            await _clock.AdvanceWhenScheduledAsync(TimeSpan.FromMilliseconds(milliseconds), Ct);
        await exchangeLock.AcquireAsync("a", Minute, Ct);
        // The sixth attempt released the lock, so it was the last one.
        _clock.Advance(Minute);
        Assert.Equal(7, attempts);
        var line = Assert.Single(log.Lines);
        Assert.Equal((1404, LogLevel.Warning), (line.EventId.Id, line.Level));
        Assert.Contains("(ExplainedException)", line.Message, StringComparison.Ordinal);
        Assert.Contains(FilePath, line.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(250, true)]
    [InlineData(60_000, false)]
    public async Task Release_is_not_retried_after_the_lock_has_expired_or_the_failure_is_permanent(int milliseconds, bool isTransient)
    {
        var (dialect, _, exchangeLock, _) = Start();
        var handle = await exchangeLock.AcquireAsync("a", TimeSpan.FromMilliseconds(milliseconds), Ct);
        var attempts = 0;
        var retried = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        dialect.OnOpen = _ =>
        {
            if (++attempts > 1) retried.TrySetResult();
            throw new ExplainedException(new StoreFailure("failed", attempts == 1 || isTransient));
        };

        await handle.ReleaseAsync(Ct);

        await _clock.AdvanceWhenScheduledAsync(TimeSpan.FromMilliseconds(250), Ct);
        await retried.Task.WaitAsync(Ct);
        _clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal((2, 0), (attempts, _clock.ActiveTimers));
    }

    [Fact]
    public async Task Release_that_fails_for_good_throws_and_may_be_called_again()
    {
        var (dialect, database, exchangeLock, log) = Start();
        var handle = await exchangeLock.AcquireAsync("a", Minute, Ct);
        dialect.OnOpen = _ => throw new ExplainedException(new StoreFailure("refused", false));

        var refusal = await Assert.ThrowsAsync<TrackingStoreException>(() => handle.ReleaseAsync(Ct).AsTask());

        Assert.Equal("refused", refusal.Message);
        Assert.Empty(log.Lines);
        dialect.OnOpen = null;
        await handle.ReleaseAsync(Ct);
        Assert.Empty(await ExecuteAsync(database, "SELECT holder FROM payment_exchange_lock"));
    }

    [Fact]
    public async Task Acquisition_that_fails_is_reported_and_keeps_nothing()
    {
        var (dialect, database, exchangeLock, _) = Start();
        await database.PrepareAsync(Ct);
        dialect.Opened.Clear();
        var failures = 1;
        dialect.OnOpen = access =>
        {
            if (access == StoreAccess.Write && failures-- > 0) throw new ExplainedException(new StoreFailure("refused", false));
        };

        await Assert.ThrowsAsync<TrackingStoreException>(() => exchangeLock.AcquireAsync("a", Minute, Ct).AsTask());

        // The row may have been written nevertheless, so it is deleted.
        Assert.Equal([StoreAccess.Read, StoreAccess.Write, StoreAccess.Write], dialect.Opened);
        await (await exchangeLock.AcquireAsync("a", Minute, Ct)).ReleaseAsync(Ct);
    }

    [Fact]
    public async Task Key_that_cannot_be_stored_is_refused_and_a_long_one_is_shortened()
    {
        var (_, database, exchangeLock, _) = Start();

        var refusal = await Assert.ThrowsAsync<TrackingStoreException>(() => exchangeLock.AcquireAsync("\0", Minute, Ct).AsTask());

        Assert.Contains("exchange lock", refusal.Message, StringComparison.Ordinal);
        await exchangeLock.AcquireAsync(new string('k', 400), Minute, Ct);
        var key = Assert.Single(await ExecuteAsync(database, "SELECT lock_key FROM payment_exchange_lock"));
        Assert.Equal(364, Assert.IsType<string>(key).Length);
    }

    [Fact]
    public async Task Waiter_polls_at_the_interval_and_earlier_when_the_lock_expires_before()
    {
        var (_, _, exchangeLock, _) = Start();
        await exchangeLock.AcquireAsync("a", TimeSpan.FromMilliseconds(20), Ct);
        _channel.IsListening = true;

        var waiting = exchangeLock.AcquireAsync("a", Minute, Ct).AsTask();

        // The row lasts one second longer; without the channel the interval would be shorter.
        await _clock.AdvanceWhenScheduledAsync(TimeSpan.FromMilliseconds(1_020), Ct);
        await waiting;
    }

    private static long MicrosecondsOf(DateTimeOffset time) =>
        (time - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;

    private (ScriptedDialect Dialect, StoreDatabase Database, RelationalExchangeLock Lock, LogCollector Log) Start()
    {
        var dialect = Scripted();
        dialect.Wakeups = _channel;
        var database = Database(dialect, _clock);
        var log = new LogCollector();
        var logger = new LoggerFactory([log]).CreateLogger<RelationalExchangeLock>();
        return (dialect, database, new RelationalExchangeLock(database, new WakeupHub(dialect), _clock, logger), log);
    }
}
