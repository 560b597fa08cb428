using PaymentStatusSdk.TestDoubles;
using PaymentStatusSdk.Tracking.Checks;

namespace PaymentStatusSdk.Tracking.Tests.Checks;

public class ClientPauseTests
{
    private readonly ManualTimeProvider _time = new();
    private readonly ClientThrottle _pause;

    public ClientPauseTests() => _pause = new ClientThrottle(_time);

    [Fact]
    public void Client_that_takes_questions_is_not_slowed_down()
    {
        Assert.Null(_pause.Left);
        Assert.Equal(7, _pause.Allowed(room: 7, held: 3));
        Assert.Equal(0, _pause.Allowed(room: 0, held: 3));
    }

    [Fact]
    public void Pauses_in_a_row_grow_up_to_a_minute()
    {
        List<double> pauses = [];
        for (var i = 0; i < 7; i++)
        {
            Assert.True(Begin(Busy(), _pause.Epoch, out var pause));
            pauses.Add(pause.TotalSeconds);
            _time.Advance(pause);
        }

        Assert.Equal([5, 10, 20, 40, 60, 60, 60], pauses);
    }

    [Fact]
    public void Question_that_meets_a_pause_joins_it()
    {
        Begin(Busy(), _pause.Epoch, out _);
        _time.Advance(TimeSpan.FromSeconds(2));

        Assert.False(Begin(Busy(), _pause.Epoch, out var pause));

        Assert.Equal(TimeSpan.FromSeconds(3), pause);
    }

    [Fact]
    public void Nothing_is_claimed_in_a_pause_and_one_alone_after_it()
    {
        Begin(Busy(), _pause.Epoch, out _);
        Assert.Equal(0, _pause.Allowed(room: 8, held: 0));

        _time.Advance(TimeSpan.FromSeconds(5));

        Assert.Equal(1, _pause.Allowed(room: 8, held: 0));
        Assert.Equal(0, _pause.Allowed(room: 7, held: 1));
    }

    [Fact]
    public void Answer_ends_it_and_the_next_pause_is_short_again()
    {
        Begin(Busy(), _pause.Epoch, out _);
        _time.Advance(TimeSpan.FromSeconds(5));
        Begin(Busy(), _pause.Epoch, out _);
        _time.Advance(TimeSpan.FromSeconds(10));

        _pause.End(_pause.Epoch);

        Assert.Equal(8, _pause.Allowed(room: 8, held: 4));
        Assert.True(Begin(Busy(), _pause.Epoch, out var pause));
        Assert.Equal(TimeSpan.FromSeconds(5), pause);
    }

    [Fact]
    public void Answer_to_a_question_from_before_the_pause_does_not_end_it()
    {
        var turn = _pause.Epoch;
        Begin(Busy(TimeSpan.FromMinutes(2)), turn, out _);

        _pause.End(turn);

        Assert.Equal(TimeSpan.FromMinutes(2), _pause.Left);
        Assert.Equal(0, _pause.Allowed(room: 8, held: 0));
    }

    [Fact]
    public void Late_refusal_of_a_question_from_before_the_pause_begins_no_other()
    {
        var turn = _pause.Epoch;
        Begin(Busy(), turn, out _);
        _time.Advance(TimeSpan.FromSeconds(6));

        Assert.False(Begin(Busy(), turn, out var pause));

        Assert.Equal(TimeSpan.FromSeconds(5), pause);
        Assert.Null(_pause.Left);
        Begin(Busy(), _pause.Epoch, out pause);
        Assert.Equal(TimeSpan.FromSeconds(10), pause);
    }

    [Theory]
    [InlineData(1, 5)]
    [InlineData(90, 90)]
    [InlineData(86_400, 3_600)]
    public void Retry_after_is_honoured_up_to_an_hour(double asked, double seconds)
    {
        Begin(Busy(TimeSpan.FromSeconds(asked)), _pause.Epoch, out var pause);

        Assert.Equal(TimeSpan.FromSeconds(seconds), pause);
    }

    [Theory]
    [InlineData(TransactionStatusErrorKind.Authentication)]
    [InlineData(TransactionStatusErrorKind.Configuration)]
    public void Settings_that_cannot_work_pause_for_the_longest_at_once(TransactionStatusErrorKind kind)
    {
        Begin(Followed.Failed(kind), _pause.Epoch, out var pause);

        Assert.Equal(TimeSpan.FromMinutes(1), pause);
    }

    // A gateway may fail for one transaction alone, time and again.
    [Fact]
    public void Bare_unavailability_counts_once_a_second_transaction_has_met_it()
    {
        var unavailable = Followed.Failed(TransactionStatusErrorKind.Unavailable);
        for (var i = 0; i < 3; i++) Assert.Null(_pause.Begin(unavailable, _pause.Epoch, transaction: 1, out _));
        Assert.Null(_pause.Left);

        _pause.End(_pause.Epoch);
        Assert.Null(_pause.Begin(unavailable, _pause.Epoch, transaction: 2, out _));
        Assert.Equal(TimeSpan.FromSeconds(5), _pause.Begin(unavailable, _pause.Epoch, transaction: 3, out var isNew));

        Assert.True(isNew);
    }

    private bool Begin(CheckReport report, int turn, out TimeSpan pause)
    {
        pause = _pause.Begin(report, turn, transaction: 7, out var isNew)!.Value;
        return isNew;
    }

    private static CheckReport Busy(TimeSpan? retryAfter = null) => Followed.Failed(TransactionStatusErrorKind.RateLimited, retryAfter);
}
