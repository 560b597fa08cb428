using PaymentStatusSdk.Tracking.Work;

namespace PaymentStatusSdk.Tracking.Tests.Work;

public class RunTallyTests
{
    [Fact]
    public void Work_is_counted_by_its_result()
    {
        var tally = new RunTally();
        Assert.Equal((new TrackingRunResult(), 0), (tally.ToResult(), tally.Count));

        for (var i = 0; i < 5; i++) tally.Checked(isAnswered: i > 1);
        for (var i = 0; i < 3; i++) tally.Delivered(DeliveryStatus.Delivered);
        for (var i = 0; i < 4; i++) tally.Delivered(DeliveryStatus.Pending);
        tally.Delivered(DeliveryStatus.Parked);

        Assert.Equal(
            new TrackingRunResult { Checks = 5, FailedChecks = 2, Deliveries = 3, FailedDeliveries = 5, Parked = 1 }, tally.ToResult());
        Assert.Equal(13, tally.Count);
    }
}
