using PaymentStatusSdk.Testing;
using PaymentStatusSdk.Tracking.Checks;

namespace PaymentStatusSdk.Tracking.Tests.Checks;

public class ClientThrottleTests
{
    private readonly ManualTimeProvider _time = new();
    private readonly ClientThrottle _throttle;

    public ClientThrottleTests() => _throttle = new ClientThrottle(_time);

    [Fact]
    public void Available_client_is_not_throttled()
    {
        Assert.Null(_throttle.Left);
        Assert.Equal(7, _throttle.Allowed(room: 7, held: 3));
        Assert.Equal(0, _throttle.Allowed(room: 0, held: 3));
    }

    [Fact]
    public void Consecutive_pauses_grow_up_to_a_minute()
    {
        List<double> pauses = [];
        for (var i = 0; i < 7; i++)
        {
            Assert.True(Begin(Busy(), _throttle.Epoch, out var pause));
            pauses.Add(pause.TotalSeconds);
            _time.Advance(pause);
        }

        Assert.Equal([5, 10, 20, 40, 60, 60, 60], pauses);
    }

    [Fact]
    public void Failure_during_a_pause_does_not_start_another()
    {
        Begin(Busy(), _throttle.Epoch, out _);
        _time.Advance(TimeSpan.FromSeconds(2));

        Assert.False(Begin(Busy(), _throttle.Epoch, out var pause));

        Assert.Equal(TimeSpan.FromSeconds(3), pause);
    }

    [Fact]
    public void Nothing_is_claimed_during_a_pause_and_a_single_probe_after_it()
    {
        Begin(Busy(), _throttle.Epoch, out _);
        Assert.Equal(0, _throttle.Allowed(room: 8, held: 0));

        _time.Advance(TimeSpan.FromSeconds(5));

        Assert.Equal(1, _throttle.Allowed(room: 8, held: 0));
        Assert.Equal(0, _throttle.Allowed(room: 7, held: 1));
    }

    [Fact]
    public void Answer_ends_the_pause_and_the_next_pause_is_short_again()
    {
        Begin(Busy(), _throttle.Epoch, out _);
        _time.Advance(TimeSpan.FromSeconds(5));
        Begin(Busy(), _throttle.Epoch, out _);
        _time.Advance(TimeSpan.FromSeconds(10));

        _throttle.End(_throttle.Epoch);

        Assert.Equal(8, _throttle.Allowed(room: 8, held: 4));
        Assert.True(Begin(Busy(), _throttle.Epoch, out var pause));
        Assert.Equal(TimeSpan.FromSeconds(5), pause);
    }

    [Fact]
    public void Answer_to_a_query_sent_before_the_pause_does_not_end_it()
    {
        var turn = _throttle.Epoch;
        Begin(Busy(TimeSpan.FromMinutes(2)), turn, out _);

        _throttle.End(turn);

        Assert.Equal(TimeSpan.FromMinutes(2), _throttle.Left);
        Assert.Equal(0, _throttle.Allowed(room: 8, held: 0));
    }

    [Fact]
    public void Late_failure_of_a_query_sent_before_the_pause_starts_no_other()
    {
        var turn = _throttle.Epoch;
        Begin(Busy(), turn, out _);
        _time.Advance(TimeSpan.FromSeconds(6));

        Assert.False(Begin(Busy(), turn, out var pause));

        Assert.Equal(TimeSpan.FromSeconds(5), pause);
        Assert.Null(_throttle.Left);
        Begin(Busy(), _throttle.Epoch, out pause);
        Assert.Equal(TimeSpan.FromSeconds(10), pause);
    }

    [Theory]
    [InlineData(1, 5)]
    [InlineData(90, 90)]
    [InlineData(86_400, 3_600)]
    public void Retry_after_is_honoured_up_to_an_hour(double requested, double seconds)
    {
        Begin(Busy(TimeSpan.FromSeconds(requested)), _throttle.Epoch, out var pause);

        Assert.Equal(TimeSpan.FromSeconds(seconds), pause);
    }

    [Theory]
    [InlineData(TransactionStatusErrorKind.Authentication)]
    [InlineData(TransactionStatusErrorKind.Configuration)]
    public void Invalid_settings_pause_for_the_maximum_immediately(TransactionStatusErrorKind kind)
    {
        Begin(TrackedPayment.Failed(kind), _throttle.Epoch, out var pause);

        Assert.Equal(TimeSpan.FromMinutes(1), pause);
    }

    // A gateway may fail repeatedly for a single transaction.
    [Fact]
    public void Unavailability_without_details_counts_after_a_second_transaction_meets_it()
    {
        var unavailable = TrackedPayment.Failed(TransactionStatusErrorKind.Unavailable);
        for (var i = 0; i < 3; i++) Assert.Null(_throttle.Begin(unavailable, _throttle.Epoch, transaction: 1, out _));
        Assert.Null(_throttle.Left);

        _throttle.End(_throttle.Epoch);
        Assert.Null(_throttle.Begin(unavailable, _throttle.Epoch, transaction: 2, out _));
        Assert.Equal(TimeSpan.FromSeconds(5), _throttle.Begin(unavailable, _throttle.Epoch, transaction: 3, out var isNew));

        Assert.True(isNew);
    }

    // Seconds that the gateway requests, and the length of the second pause, which is 10 seconds by itself.
    [Theory]
    [InlineData(5, 10)]
    [InlineData(6, 6)]
    [InlineData(3_599, 3_599)]
    [InlineData(3_601, 3_600)]
    public void Requested_pause_replaces_the_usual_one_if_it_is_longer_than_the_first(double requested, double seconds)
    {
        Begin(Busy(), _throttle.Epoch, out var first);
        _time.Advance(first);

        Begin(Busy(TimeSpan.FromSeconds(requested)), _throttle.Epoch, out var pause);

        Assert.Equal(TimeSpan.FromSeconds(seconds), pause);
    }

    [Fact]
    public void Requested_pause_replaces_the_maximum_for_invalid_settings()
    {
        Begin(TrackedPayment.Failed(TransactionStatusErrorKind.Authentication, TimeSpan.FromSeconds(7)), _throttle.Epoch, out var pause);

        Assert.Equal(TimeSpan.FromSeconds(7), pause);
    }

    [Fact]
    public void Unavailability_with_a_requested_pause_counts_for_the_first_transaction()
    {
        Assert.True(Begin(
            TrackedPayment.Failed(TransactionStatusErrorKind.Unavailable, TimeSpan.FromSeconds(20)), _throttle.Epoch, out var pause));

        Assert.Equal(TimeSpan.FromSeconds(20), pause);
    }

    [Fact]
    public void Unavailability_after_a_pause_continues_the_throttling_whichever_transaction_is_the_probe()
    {
        Begin(Busy(), _throttle.Epoch, out var first);
        _time.Advance(first);

        Assert.True(Begin(TrackedPayment.Failed(TransactionStatusErrorKind.Unavailable), _throttle.Epoch, out var pause));

        Assert.Equal(TimeSpan.FromSeconds(10), pause);
        Assert.Equal(pause, _throttle.Left);
    }

    [Fact]
    public void Answer_to_a_query_sent_during_a_pause_ends_it()
    {
        Begin(Busy(), _throttle.Epoch, out _);
        _time.Advance(TimeSpan.FromSeconds(1));

        _throttle.End(_throttle.Epoch);

        Assert.Null(_throttle.Left);
        Assert.Equal(8, _throttle.Allowed(room: 8, held: 4));
        Assert.True(Begin(Busy(), _throttle.Epoch, out var pause));
        Assert.Equal(TimeSpan.FromSeconds(5), pause);
    }

    [Fact]
    public void Nothing_is_claimed_after_a_pause_without_room()
    {
        Begin(Busy(), _throttle.Epoch, out var pause);
        _time.Advance(pause);

        Assert.Equal(0, _throttle.Allowed(room: 0, held: 0));
    }

    [Fact]
    public void Pause_does_not_depend_on_the_wall_clock()
    {
        Begin(Busy(), _throttle.Epoch, out _);
        _time.SetWallClock(TimeSpan.FromDays(-1));
        _time.Advance(TimeSpan.FromSeconds(4));
        Assert.Equal(TimeSpan.FromSeconds(1), _throttle.Left);

        _time.SetWallClock(TimeSpan.FromDays(2));

        Assert.Equal(TimeSpan.FromSeconds(1), _throttle.Left);
    }

    [Fact]
    public void Each_pause_begins_another_epoch()
    {
        Assert.Equal(0, _throttle.Epoch);
        Begin(Busy(), _throttle.Epoch, out _);
        Begin(Busy(), _throttle.Epoch, out _);
        Assert.Equal(1, _throttle.Epoch);
        _throttle.End(_throttle.Epoch);
        Assert.Equal(1, _throttle.Epoch);
    }

    [Fact]
    public void Pauses_of_clients_are_separate()
    {
        var throttles = new ClientThrottles(_time);
        throttles.Of("cards").Begin(Busy(), 0, transaction: 7, out _);

        Assert.Same(throttles.Of("cards"), throttles.Of("cards"));
        Assert.Equal(TimeSpan.FromSeconds(5), throttles.PauseLeft("cards"));
        Assert.Null(throttles.PauseLeft("Cards"));
        Assert.Null(throttles.Of("wallets").Left);
        Assert.Null(throttles.PauseLeft("wallets"));
    }

    private bool Begin(CheckReport report, int turn, out TimeSpan pause)
    {
        pause = _throttle.Begin(report, turn, transaction: 7, out var isNew)!.Value;
        return isNew;
    }

    private static CheckReport Busy(TimeSpan? retryAfter = null) =>
        TrackedPayment.Failed(TransactionStatusErrorKind.RateLimited, retryAfter);
}
