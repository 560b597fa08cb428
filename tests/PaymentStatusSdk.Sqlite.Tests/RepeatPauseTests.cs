using PaymentStatusSdk.Relational.Database;
using PaymentStatusSdk.Relational.Dialects;
using PaymentStatusSdk.Sqlite.Tests.Driver;
using PaymentStatusSdk.Tracking;

namespace PaymentStatusSdk.Sqlite.Tests;

/// <summary>The pauses between the attempts of a unit of work.</summary>
public sealed class RepeatPauseTests : DriverTest
{
    private static readonly StoreFailure Lost = new("lost", true) { IsConnectionLost = true };
    private static readonly StoreFailure Conflict = new("conflict", false) { IsConflict = true };
    private static readonly StoreFailure Busy = new("busy", true) { IsBusy = true };

    [Fact]
    public async Task Busy_database_is_tried_again_within_its_time_limit()
    {
        var database = await PreparedAsync(Dialect);
        var calls = 0;

        // More often than a conflict.
        Assert.Equal(40, await RunAsync(database, _ => ++calls < 40 ? throw new ExplainedException(Busy) : calls));

        Dialect.MaxBusyTime = TimeSpan.Zero;
        calls = 0;
        var thrown = await Assert.ThrowsAsync<TrackingStoreException>(
            () => RunAsync(database, _ => ++calls < 40 ? throw new ExplainedException(Busy) : calls));
        Assert.Equal((1, "busy"), (calls, thrown.Message));
    }

    [Theory]
    [InlineData(-1, 2)]
    [InlineData(0, 1)]
    public async Task Busy_database_is_not_tried_again_once_the_time_limit_has_passed(long ticksAfterLimit, int expected)
    {
        var database = await PreparedAsync(Dialect);
        var calls = 0;

        var thrown = await Record.ExceptionAsync(() => RunAsync(database, _ =>
        {
            if (++calls > 1) return calls;
            Clock.Advance(Dialect.MaxBusyTime + TimeSpan.FromTicks(ticksAfterLimit));
            throw new ExplainedException(Busy);
        }));

        Assert.Equal((expected, expected == 1), (calls, thrown is TrackingStoreException));
    }

    [Fact]
    public async Task Pauses_grow_to_twenty_milliseconds_and_vary_by_half()
    {
        const int Attempts = 300;
        var database = await PreparedAsync(Dialect);
        var calls = 0;

        await RunAsync(database, _ => ++calls <= Attempts ? throw new ExplainedException(Busy) : calls);

        // The first pause may be shorter than a millisecond, and then has no timer.
        Assert.InRange(Clock.Waits.Count, Attempts - 1, Attempts);
        var number = Attempts - Clock.Waits.Count;
        foreach (var wait in Clock.Waits)
        {
            var middle = Math.Min(++number, 20);
            Assert.InRange(wait.TotalMilliseconds, Math.Floor(middle * 0.5), Math.Ceiling(middle * 1.5) - 1);
        }

        Assert.NotEmpty(Clock.Waits.TakeLast(Attempts / 2).Distinct().Skip(1));
    }

    [Fact]
    public async Task Conflict_is_tried_again_after_a_pause_and_a_lost_connection_at_once()
    {
        var database = await PreparedAsync(Dialect);
        StoreFailure[] failures = [Conflict, Conflict, Conflict, Lost, Conflict];
        var waits = new List<int>();

        await RunAsync(database, _ =>
        {
            waits.Add(Clock.Waits.Count);
            return waits.Count <= failures.Length ? throw new ExplainedException(failures[waits.Count - 1]) : 1;
        });

        // The first pause may be shorter than a millisecond, and then has no timer.
        Assert.Equal([0, 1, 2, 2, 3], waits.Skip(1).Select(count => count - waits[1]));
    }

    private static Task<int> RunAsync(StoreDatabase database, Func<StoreSession, int> unit) =>
        database.RunAsync(StoreAccess.Read, (session, _) => Task.FromResult(unit(session)), Ct);
}
