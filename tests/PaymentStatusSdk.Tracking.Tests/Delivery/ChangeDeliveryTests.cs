using PaymentStatusSdk.Tracking.Delivery;
using PaymentStatusSdk.Tracking.Stores;

namespace PaymentStatusSdk.Tracking.Tests.Delivery;

public class ChangeDeliveryTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    private readonly ChangeDelivery _delivery = new(new ClaimedChange(
        new StatusChange
        {
            Id = Guid.NewGuid(),
            Sequence = 1,
            Attempt = 2,
            Transaction = new TrackedTransaction { ClientName = "cards", Query = TransactionQuery.ByMerchantReference("O1") },
        },
        7,
        ["one"]));

    [Fact]
    public void Delivery_goes_on_unless_something_breaks_it_off()
    {
        Assert.False(_delivery.IsBrokenOff);
        _delivery.IsStopped = true;
        Assert.True(_delivery.IsBrokenOff);
        (_delivery.IsStopped, _delivery.IsLeft) = (false, true);
        Assert.True(_delivery.IsBrokenOff);
        (_delivery.IsLeft, _delivery.IsLost) = (false, true);
        Assert.True(_delivery.IsBrokenOff);
        (_delivery.IsLost, _delivery.Postponement) = (false, typeof(TimeoutException));
        Assert.True(_delivery.IsBrokenOff);
        // A failure of one handler does not prevent the others from being called.
        (_delivery.Postponement, _delivery.Error) = (null, typeof(TimeoutException));
        Assert.False(_delivery.IsBrokenOff);
    }

    [Theory]
    [InlineData(true, false, true)]
    [InlineData(true, true, false)]
    [InlineData(false, false, false)]
    public void Commit_of_a_handler_ends_the_delivery_if_it_is_the_last_one_and_none_failed(bool isLast, bool hasFailed, bool ends)
    {
        _delivery.IsLastHandler = isLast;
        if (hasFailed) _delivery.Error = typeof(TimeoutException);

        var commit = _delivery.Snapshot(Now).CommitOf("two");

        Assert.Equal(
            (ends ? DeliveryStatus.Delivered : DeliveryStatus.Pending, 2, null, !ends),
            (commit.Status, commit.Tries, commit.NextTryAt, commit.KeepsClaim));
        Assert.Equal(ends ? Now : null, commit.DeliveredAt);
        Assert.Equal(["one", "two"], commit.CompletedHandlers);
        _delivery.Complete("two", isWritten: true);
        Assert.Equal(ends, _delivery.IsWritten);
    }

    [Fact]
    public void Handler_is_recorded_once_and_only_a_handler_with_a_transaction_writes_the_delivery()
    {
        _delivery.IsLastHandler = true;

        Assert.True(_delivery.Complete("one", isWritten: false));
        Assert.True(_delivery.Complete("two", isWritten: false));
        Assert.False(_delivery.Complete(null, isWritten: false));

        Assert.Equal(["one", "two"], _delivery.CompletedHandlers);
        Assert.False(_delivery.IsWritten);
    }

    [Fact]
    public void Commit_of_a_handler_contains_the_handlers_that_completed_before_it_in_this_try()
    {
        _delivery.Complete("two", isWritten: false);

        Assert.Equal(["one", "two", "three"], _delivery.Snapshot(Now).CommitOf("three").CompletedHandlers);
    }

    [Fact]
    public void Snapshot_does_not_change_with_the_delivery()
    {
        (_delivery.IsLastHandler, _delivery.Error) = (true, typeof(TimeoutException));
        var snapshot = _delivery.Snapshot(Now);

        _delivery.Complete("two", isWritten: false);
        (_delivery.IsLastHandler, _delivery.Error) = (false, null);

        Assert.Equal(["one"], snapshot.CompletedHandlers);
        Assert.Equal((true, typeof(TimeoutException)), (snapshot.IsLastHandler, snapshot.Error));
        Assert.Same(_delivery.Claim, snapshot.Claim);
    }
}
