using System.Globalization;
using PaymentStatusSdk.Coordination;
using PaymentStatusSdk.Relational.Database;
using PaymentStatusSdk.Relational.Dialects;
using PaymentStatusSdk.Testing;

namespace PaymentStatusSdk.Sqlite.Tests;

/// <summary>Mailboxes and exchange locks expire by the clock of the database, if it has one.</summary>
public sealed class CoordinationClockTests : SqliteTest
{
    private const string ReadExpiry = "SELECT expires_at FROM payment_exchange_lock";

    // Far from the clock of this machine.
    private static readonly DateTimeOffset Start = new(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(50);

    // For timers only.
    private readonly ManualTimeProvider _clock = new();
    private readonly ScriptedDialect _dialect;
    private readonly StoreDatabase _database;

    public CoordinationClockTests()
    {
        _dialect = Scripted();
        _database = Database(_dialect);
        SetClock(TimeSpan.Zero);
    }

    [Fact]
    public async Task Mailbox_expires_by_the_clock_of_the_database()
    {
        var router = CallbackRouter(_database);
        await router.OpenAsync("a", Minute, Ct);

        Assert.Equal(
            [MicrosecondsAfter(TimeSpan.Zero), MicrosecondsAfter(Minute)],
            (await ExecuteAsync(_database, "SELECT opened_at, expires_at FROM payment_callback_mailbox")).Cast<long>());
        SetClock(Minute - TimeSpan.FromMicroseconds(1));
        Assert.Equal(CallbackDelivery.Delivered, await router.DeliverAsync("a", new byte[] { 1 }, Ct));
        SetClock(Minute);
        Assert.Equal(CallbackDelivery.NotOpen, await router.DeliverAsync("a", new byte[] { 2 }, Ct));
    }

    [Fact]
    public async Task Exchange_lock_expires_by_the_clock_of_the_database()
    {
        var exchangeLock = ExchangeLock(_database, _clock);
        await exchangeLock.AcquireAsync("a", Minute, Ct);
        // A row lasts one second longer than its holder counts.
        var expiry = Minute + TimeSpan.FromSeconds(1);
        Assert.Equal(MicrosecondsAfter(expiry), Assert.Single(await ExecuteAsync(_database, ReadExpiry)));
        _dialect.Opened.Clear();

        var waiting = exchangeLock.AcquireAsync("a", Minute, Ct).AsTask();
        await _clock.WaitForTimerAsync(left => left == Poll, Ct);
        Assert.Equal([StoreAccess.Read], _dialect.Opened);

        SetClock(expiry);
        await _clock.AdvanceWhenScheduledAsync(Poll, Ct);
        await waiting;
        Assert.Equal(MicrosecondsAfter(2 * expiry), Assert.Single(await ExecuteAsync(_database, ReadExpiry)));
    }

    // At the second reading of the clock, five seconds after the first one, 65 means the full minute, and 35 half of it.
    [Theory]
    [InlineData(65)]
    [InlineData(35)]
    public async Task Lock_that_another_instance_acquires_after_the_first_reading_is_neither_acquired_nor_changed(int seconds)
    {
        await _database.PrepareAsync(Ct);
        var expiry = TimeSpan.FromSeconds(seconds);
        _dialect.OnInsertOrIgnore = _ =>
        {
            SetClock(TimeSpan.FromSeconds(5));
            return new SqlStatement(
                "INSERT INTO payment_exchange_lock (lock_key, holder, expires_at, duration) VALUES ('a', @holder, @expires_at, @duration)")
                .With("holder", SqlType.Uuid, Guid.NewGuid()).With("expires_at", SqlType.Time, Start + expiry)
                .With("duration", SqlType.Number, Minute.Ticks);
        };

        var waiting = ExchangeLock(_database, _clock).AcquireAsync("a", Minute, Ct).AsTask();

        Assert.False(waiting.IsCompleted);
        await _clock.WaitForTimerAsync(left => left == Poll, Ct);
        Assert.Equal(MicrosecondsAfter(expiry), Assert.Single(await ExecuteAsync(_database, ReadExpiry)));
        _dialect.OnInsertOrIgnore = null;
        SetClock(expiry);
        await _clock.AdvanceWhenScheduledAsync(Poll, Ct);
        await waiting;
    }

    private void SetClock(TimeSpan time) =>
        _dialect.Clock = string.Create(CultureInfo.InvariantCulture, $"SELECT {MicrosecondsAfter(time)}");

    private static long MicrosecondsAfter(TimeSpan time) =>
        (Start + time - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;
}
