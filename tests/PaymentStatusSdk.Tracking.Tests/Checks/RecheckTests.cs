using static PaymentStatusSdk.Tracking.Tests.Checks.Followed;

namespace PaymentStatusSdk.Tracking.Tests.Checks;

/// <summary>Rows that are woken while they are open: the gateway's own answers may lag behind its message.</summary>
public class RecheckTests
{
    private static readonly TrackingSchedule Daily =
        Plain with { Open = new PollingSchedule(Seconds(10), Seconds(20), Seconds(40), TimeSpan.FromDays(1)) };

    [Fact]
    public void Open_row_that_is_woken_is_asked_again_soon_and_keeps_its_place()
    {
        var followed = PendingForDays();
        var scheduled = followed.Row.NextCheckAt;
        Wake(followed, TimeSpan.FromHours(3));

        Assert.Empty(followed.CheckNow(Answer(PaymentState.Pending)));
        foreach (var wait in (int[])[10, 20, 40])
        {
            Assert.Equal(Seconds(wait), followed.Wait);
            Assert.Empty(followed.Look(Answer(PaymentState.Pending)));
        }

        // What is left of the short delays here is a day each.
        Assert.Equal(scheduled, followed.Row.NextCheckAt);
        followed.Look(Answer(PaymentState.Pending));
        Assert.Equal(TimeSpan.FromDays(1), followed.Wait);
    }

    [Fact]
    public void Answer_that_comes_two_seconds_after_the_message_is_told_with_the_next_recheck()
    {
        var followed = PendingForDays();
        Wake(followed, TimeSpan.FromHours(3));
        followed.CheckNow(Answer(PaymentState.Pending));

        Assert.Equal([StatusChangeKind.Changed], followed.Look(Answer(PaymentState.Captured, Finality.Final)));

        Assert.Equal((TrackingStatus.Completed, 0), (followed.Row.Status, followed.Row.Progress.Rechecks));
    }

    [Theory]
    [InlineData(TransactionStatusErrorKind.Timeout)]
    [InlineData(TransactionStatusErrorKind.Unavailable)]
    public void Look_that_finds_nothing_out_uses_up_no_recheck(TransactionStatusErrorKind kind)
    {
        var followed = PendingForDays();
        var scheduled = followed.Row.NextCheckAt;
        Wake(followed, TimeSpan.FromHours(3));

        followed.CheckNow(Failed(kind), Seconds(30));
        Assert.Equal(Seconds(30), followed.Wait);
        followed.Look(Answer(PaymentState.Pending));

        Assert.Equal(Seconds(10), followed.Wait);
        Assert.Equal((4, scheduled), (followed.Row.Progress.Rechecks, followed.Row.Progress.ScheduledAt));
    }

    [Fact]
    public void Second_message_begins_the_rechecks_again_and_an_old_one_does_not()
    {
        var followed = PendingForDays();
        Wake(followed, TimeSpan.FromHours(3));
        followed.CheckNow(Answer(PaymentState.Pending));
        followed.Look(Answer(PaymentState.Pending));
        Wake(followed, TimeSpan.FromSeconds(1));

        followed.CheckNow(Answer(PaymentState.Pending));
        Assert.Equal(Seconds(10), followed.Wait);
        followed.Look(Answer(PaymentState.Pending));
        Assert.Equal(Seconds(20), followed.Wait);
    }

    [Theory]
    [InlineData(LookupOutcome.NotFound)]
    [InlineData(LookupOutcome.Ambiguous)]
    public void Finding_that_is_no_answer_is_rechecked_as_well(LookupOutcome outcome)
    {
        var followed = PendingForDays();
        Wake(followed, TimeSpan.FromHours(3));

        followed.CheckNow(Found(outcome));

        Assert.Equal(Seconds(10), followed.Wait);
    }

    [Fact]
    public void Clock_that_went_back_does_not_put_off_the_schedule()
    {
        var followed = PendingForDays();
        followed.Now -= TimeSpan.FromDays(100);

        followed.CheckNow(Answer(PaymentState.Pending));

        Assert.Equal(TimeSpan.FromDays(1), followed.Wait);
    }

    private static Followed PendingForDays()
    {
        var followed = new Followed(Daily);
        while (followed.Now < Start.AddDays(3)) followed.Look(Answer(PaymentState.Pending));
        return followed;
    }

    private static void Wake(Followed followed, TimeSpan later)
    {
        followed.Now += later;
        followed.Wakes++;
    }

    private static TimeSpan Seconds(double value) => TimeSpan.FromSeconds(value);
}
