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

    private bool Begin(CheckReport report, int turn, out TimeSpan pause)
    {
        pause = _throttle.Begin(report, turn, transaction: 7, out var isNew)!.Value;
        return isNew;
    }

    private static CheckReport Busy(TimeSpan? retryAfter = null) =>
        TrackedPayment.Failed(TransactionStatusErrorKind.RateLimited, retryAfter);
}
