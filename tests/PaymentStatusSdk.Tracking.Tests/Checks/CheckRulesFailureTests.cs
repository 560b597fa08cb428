using PaymentStatusSdk.Tracking.Checks;
using static PaymentStatusSdk.Tracking.Tests.Checks.TrackedPayment;

namespace PaymentStatusSdk.Tracking.Tests.Checks;

/// <summary>Queries that fail: the waits after them, and the report of rejections. They never decide a payment.</summary>
public class CheckRulesFailureTests
{
    [Theory]
    [InlineData(TransactionStatusErrorKind.Unavailable)]
    [InlineData(TransactionStatusErrorKind.RateLimited)]
    [InlineData(TransactionStatusErrorKind.Authentication)]
    [InlineData(TransactionStatusErrorKind.Configuration)]
    public void Busy_client_does_not_use_up_the_transactions_attempts(TransactionStatusErrorKind kind)
    {
        var payment = new TrackedPayment();
        payment.CheckWhenDue(Answer(PaymentState.Pending));
        var before = payment.Row;

        for (var i = 0; i < 20; i++) Assert.Empty(payment.CheckWhenDue(Failed(kind), TimeSpan.FromSeconds(30)));

        Assert.Equal(before with { NextCheckAt = payment.Now.AddSeconds(30), LastFailure = kind }, payment.Row);
    }

    [Theory]
    [InlineData(TransactionStatusErrorKind.Unknown)]
    [InlineData(TransactionStatusErrorKind.Transport)]
    [InlineData(TransactionStatusErrorKind.Timeout)]
    [InlineData(TransactionStatusErrorKind.InvalidResponse)]
    [InlineData(TransactionStatusErrorKind.CallbackTimeout)]
    public void Unanswered_query_waits_longer_each_time_and_keeps_its_place_in_the_schedule(TransactionStatusErrorKind kind)
    {
        var payment = new TrackedPayment();
        payment.CheckWhenDue(Answer(PaymentState.Pending));
        List<TimeSpan?> waits = [];

        for (var i = 0; i < 5; i++)
        {
            payment.CheckWhenDue(Failed(kind));
            waits.Add(payment.Wait);
        }

        Assert.Equal([30, 60, 300, 300, 300], waits.Select(wait => wait!.Value.TotalSeconds));
        Assert.Equal([StatusChangeKind.Changed], payment.Reported);
        Assert.Equal(kind, payment.Row.LastFailure);
        Assert.Equal(6, payment.Row.CheckCount);

        payment.CheckWhenDue(Answer(PaymentState.Pending));
        Assert.Null(payment.Row.LastFailure);
        Assert.Equal(0, payment.Row.Progress.Failures);
        Assert.Equal(TimeSpan.FromSeconds(20), payment.Wait);
    }

    [Fact]
    public void Transient_rejection_does_not_count_as_a_rejection()
    {
        var payment = new TrackedPayment();

        for (var i = 0; i < 5; i++) Assert.Empty(payment.CheckWhenDue(Failed(TransactionStatusErrorKind.Rejected, isTransient: true)));

        Assert.Equal(5, payment.Row.Progress.Failures);
    }

    [Fact]
    public void Third_rejection_in_a_row_is_reported_once()
    {
        var payment = new TrackedPayment();

        for (var i = 0; i < 6; i++) payment.CheckWhenDue(Failed(TransactionStatusErrorKind.Rejected));

        Assert.Equal([StatusChangeKind.Stalled], payment.Reported);
        Assert.Equal(3, payment.Changes[0].Transaction.Progress.Failures);
        Assert.Equal(TimeSpan.FromMinutes(5), payment.Wait);
        Assert.Equal(TrackingStatus.Active, payment.Row.Status);
    }

    [Fact]
    public void Timeouts_before_a_rejection_do_not_count_as_rejections()
    {
        var payment = new TrackedPayment();
        payment.CheckWhenDue(Failed(TransactionStatusErrorKind.Timeout));
        payment.CheckWhenDue(Failed(TransactionStatusErrorKind.Timeout));

        Assert.Empty(payment.CheckWhenDue(Failed(TransactionStatusErrorKind.Rejected)));
        Assert.Empty(payment.CheckWhenDue(Failed(TransactionStatusErrorKind.Rejected)));
        Assert.Equal([StatusChangeKind.Stalled], payment.CheckWhenDue(Failed(TransactionStatusErrorKind.Rejected)));
    }

    [Fact]
    public void Rejections_are_counted_from_the_last_answer_on()
    {
        var payment = new TrackedPayment();
        payment.CheckWhenDue(Failed(TransactionStatusErrorKind.Rejected));
        payment.CheckWhenDue(Failed(TransactionStatusErrorKind.Rejected));
        payment.CheckWhenDue(Answer(PaymentState.Unknown));

        Assert.Empty(payment.CheckWhenDue(Failed(TransactionStatusErrorKind.Rejected)));
        Assert.Empty(payment.CheckWhenDue(Failed(TransactionStatusErrorKind.Rejected)));
        Assert.Equal([StatusChangeKind.Stalled], payment.CheckWhenDue(Failed(TransactionStatusErrorKind.Rejected)));
    }

    [Fact]
    public void Query_that_the_client_does_not_support_is_a_rejection()
    {
        var payment = new TrackedPayment();

        for (var i = 0; i < 3; i++) payment.CheckWhenDue(CheckReport.Of(new ArgumentException("No.")));

        Assert.Equal([StatusChangeKind.Stalled], payment.Reported);
    }

    [Fact]
    public void Defect_of_a_client_is_no_rejection()
    {
        var payment = new TrackedPayment();

        for (var i = 0; i < 5; i++) Assert.Empty(payment.CheckWhenDue(CheckReport.Of(new InvalidOperationException("No."))));

        Assert.Equal((5, TransactionStatusErrorKind.Unknown), (payment.Row.Progress.Failures, payment.Row.LastFailure));
    }

    [Theory]
    [InlineData(TransactionStatusErrorKind.Timeout)]
    [InlineData(TransactionStatusErrorKind.RateLimited)]
    public void Retry_after_is_honoured_up_to_a_day(TransactionStatusErrorKind kind)
    {
        var payment = new TrackedPayment();
        payment.CheckWhenDue(Failed(kind, TimeSpan.FromMinutes(20)), TimeSpan.FromSeconds(5));
        Assert.Equal(TimeSpan.FromMinutes(20), payment.Wait);

        payment.CheckWhenDue(Failed(kind, TimeSpan.FromDays(20)), TimeSpan.FromSeconds(5));
        Assert.Equal(TimeSpan.FromDays(1), payment.Wait);

        payment.CheckWhenDue(Failed(kind, TimeSpan.MaxValue), TimeSpan.FromSeconds(5));
        Assert.Equal(TimeSpan.FromDays(1), payment.Wait);
    }
}
