using Microsoft.Extensions.Logging.Abstractions;
using PaymentStatusSdk.Relational.Coordination;
using PaymentStatusSdk.Relational.Database;
using PaymentStatusSdk.Relational.Dialects;
using PaymentStatusSdk.Relational.Signals;
using PaymentStatusSdk.Testing;

namespace PaymentStatusSdk.Sqlite.Tests;

/// <summary>The attempts to acquire an exchange lock: late, canceled, overtaken and concurrent ones.</summary>
public sealed class ExchangeLockAcquisitionTests : SqliteTest
{
    private const string ReadExpiry = "SELECT expires_at FROM payment_exchange_lock";

    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan Late = TimeSpan.FromSeconds(2);

    private readonly ManualTimeProvider _clock = new();

    [Fact]
    public async Task Release_wakes_one_waiter_of_the_process_and_only_one_waiter_polls()
    {
        var (dialect, database, exchangeLock) = Start();
        await database.PrepareAsync(Ct);
        dialect.Opened.Clear();

        var handle = await exchangeLock.AcquireAsync("a", Minute, Ct);
        var waiting = exchangeLock.AcquireAsync("a", Minute, Ct).AsTask();
        var next = exchangeLock.AcquireAsync("a", Minute, Ct).AsTask();
        // Another key, although it differs only in case.
        await exchangeLock.AcquireAsync("A", Minute, Ct);

        Assert.Equal(
            [StoreAccess.Read, StoreAccess.Write, StoreAccess.Read, StoreAccess.Read, StoreAccess.Write], dialect.Opened);
        Assert.Equal(1, _clock.ActiveTimers);
        // The clock does not move.
        await handle.ReleaseAsync(Ct);
        await (await waiting).ReleaseAsync(Ct);
        await next;
    }

    // Counted, the wait makes the acquisition too late: the lock is released and acquired again.
    [Theory]
    [InlineData(true, 2)]
    [InlineData(false, 5)]
    public async Task Wait_for_the_only_write_lock_of_a_database_does_not_count_and_other_waits_do(bool hasOneWriter, int transactions)
    {
        var dialect = new RowLockDialect(Scripted()) { IsSingleWriter = hasOneWriter };
        var database = Database(dialect, _clock);
        await database.PrepareAsync(Ct);
        dialect.Begun.Clear();
        var waits = 1;
        dialect.OnBegin = access =>
        {
            if (access == StoreAccess.Write && waits-- > 0) _clock.Advance(Late);
        };

        await ExchangeLock(database, _clock).AcquireAsync("a", Minute, Ct);

        Assert.Equal(transactions, dialect.Begun.Count);
        await AssertExpiresInAsync(database, 61);
    }

    [Fact]
    public async Task Lock_that_was_acquired_too_late_is_acquired_again_without_a_poll_if_its_release_fails()
    {
        var (dialect, database, exchangeLock) = Start();
        await database.PrepareAsync(Ct);
        var (slow, writes) = (1, 0);
        dialect.OnInsertOrIgnore = insert =>
        {
            if (slow-- > 0) _clock.Advance(Late);
            return insert;
        };
        dialect.OnOpen = access =>
        {
            if (access == StoreAccess.Write && ++writes == 2) throw new ExplainedException(new StoreFailure("unavailable", true));
        };

        await exchangeLock.AcquireAsync("a", Minute, Ct);

        Assert.Equal(3, writes);
        await AssertExpiresInAsync(database, 61);
    }

    [Fact]
    public async Task Lock_that_its_holder_releases_during_an_attempt_is_acquired_after_a_poll()
    {
        var (dialect, _, exchangeLock) = Start();
        var misses = 1;
        dialect.OnInsertOrIgnore = insert => misses-- > 0 ? new SqlStatement("SELECT 1 WHERE 1 = 0") : insert;

        var acquiring = exchangeLock.AcquireAsync("a", Minute, Ct).AsTask();

        Assert.False(acquiring.IsCompleted);
        await _clock.AdvanceWhenScheduledAsync(Poll, Ct);
        await acquiring;
    }

    [Fact]
    public async Task Waiter_shortens_a_lock_that_is_too_long_since_the_clock_was_set_back()
    {
        var (_, database, exchangeLock) = Start();
        var handle = await exchangeLock.AcquireAsync("a", Minute, Ct);
        _clock.SetWallClock(TimeSpan.FromHours(-1));

        var waiting = exchangeLock.AcquireAsync("a", Minute, Ct).AsTask();

        await _clock.WaitForTimerAsync(left => left == Poll, Ct);
        await AssertExpiresInAsync(database, 61);
        // The lock has kept its holder, which can release it.
        await handle.ReleaseAsync(Ct);
        await waiting;
    }

    [Fact]
    public async Task Lock_that_is_acquired_after_the_caller_has_canceled_is_released()
    {
        var dialect = new RowLockDialect(Scripted());
        var database = Database(dialect, _clock);
        await database.PrepareAsync(Ct);
        var hub = new WakeupHub(dialect);
        var exchangeLock = new RelationalExchangeLock(database, hub, _clock, NullLogger<RelationalExchangeLock>.Instance);
        var writing = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        dialect.BeforeOpen = access => access == StoreAccess.Write ? writing.Task : Task.CompletedTask;
        using var cancellationSource = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        var acquiring = exchangeLock.AcquireAsync("a", Minute, cancellationSource.Token).AsTask();

        await cancellationSource.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => acquiring);

        using var release = hub.Watch(StoreSignal.OfLock("a"), _clock);
        writing.SetResult();
        await release.Signal.WaitAsync(Minute, Ct);
        Assert.Equal(3, dialect.Begun.Count(access => access == StoreAccess.Write));
        Assert.Empty(await ExecuteAsync(database, ReadExpiry));
    }

    private async Task AssertExpiresInAsync(StoreDatabase database, int seconds)
    {
        var expiry = DateTimeOffset.UnixEpoch.AddMicroseconds((long)Assert.Single(await ExecuteAsync(database, ReadExpiry)));
        Assert.Equal(_clock.GetUtcNow().AddSeconds(seconds), expiry);
    }

    private (ScriptedDialect Dialect, StoreDatabase Database, RelationalExchangeLock Lock) Start()
    {
        var dialect = Scripted();
        var database = Database(dialect, _clock);
        return (dialect, database, ExchangeLock(database, _clock));
    }
}
