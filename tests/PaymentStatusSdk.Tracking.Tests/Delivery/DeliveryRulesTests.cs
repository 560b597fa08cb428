using PaymentStatusSdk.Tracking.Delivery;
using PaymentStatusSdk.Tracking.Stores;

namespace PaymentStatusSdk.Tracking.Tests.Delivery;

public class DeliveryRulesTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);
    private static readonly TrackingOptions Options = new()
    {
        MaxDeliveryTries = 3,
        DeliveryRetries = new PollingSchedule(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(5)),
    };

    [Fact]
    public void Claim_without_an_expired_lease_calls_the_handlers() =>
        Assert.Null(DeliveryRules.AfterExpiredLease(Claim(2), Options, Now, 0.5));

    [Fact]
    public void Expired_lease_counts_as_a_failed_try_and_delays_the_next()
    {
        var commit = DeliveryRules.AfterExpiredLease(Claim(3) with { HasExpiredLease = true }, Options, Now, 0.5)!;

        Assert.Equal(
            (DeliveryStatus.Pending, 2, Now.AddSeconds(5), DeliveryRules.ProcessEnded),
            (commit.Status, commit.Tries, commit.NextTryAt, commit.LastError));
        Assert.Equal(["one"], commit.CompletedHandlers);
    }

    [Fact]
    public void Expired_lease_of_the_last_try_parks_the_change()
    {
        var commit = DeliveryRules.AfterExpiredLease(Claim(4) with { HasExpiredLease = true }, Options, Now, 0.5)!;

        Assert.Equal(
            (DeliveryStatus.Parked, 3, null, DeliveryRules.ProcessEnded),
            (commit.Status, commit.Tries, commit.NextTryAt, commit.LastError));
    }

    [Fact]
    public void Failure_of_the_last_try_parks_the_change()
    {
        Assert.Equal(DeliveryStatus.Pending, DeliveryRules.Failed(Claim(2), [], "E", Options, Now, 0.5).Status);
        Assert.Equal(
            (DeliveryStatus.Parked, "E"),
            DeliveryRules.Failed(Claim(3), [], "E", Options, Now, 0.5) is var parked ? (parked.Status, parked.LastError) : default);
    }

    [Fact]
    public void Transaction_that_could_not_be_begun_delays_the_change_and_does_not_count()
    {
        var commit = DeliveryRules.Postponed(Claim(3), ["one", "two"], "E", Options, Now, 0.5);

        Assert.Equal(
            (DeliveryStatus.Pending, 2, Now.AddSeconds(5), "E"), (commit.Status, commit.Tries, commit.NextTryAt, commit.LastError));
        Assert.Equal(["one", "two"], commit.CompletedHandlers);
    }

    [Fact]
    public void Stop_before_the_first_handler_does_not_count_the_try_and_keeps_the_failure()
    {
        var commit = DeliveryRules.NotStarted(Claim(2) with { LastError = "E" }, Now);
        Assert.Equal((DeliveryStatus.Pending, 1, Now, "E"), (commit.Status, commit.Tries, commit.NextTryAt, commit.LastError));

        Assert.Equal(DeliveryRules.ProcessEnded, DeliveryRules.NotStarted(Claim(2) with { HasExpiredLease = true }, Now).LastError);
    }

    [Fact]
    public void Change_whose_handlers_have_completed_is_delivered_now_and_is_never_due_again()
    {
        var commit = DeliveryRules.Delivered(Claim(2), ["one", "two"], Now);

        Assert.Equal(
            (DeliveryStatus.Delivered, 2, null, Now, null),
            (commit.Status, commit.Tries, commit.NextTryAt, commit.DeliveredAt, commit.LastError));
        Assert.Equal(["one", "two"], commit.CompletedHandlers);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 2)]
    [InlineData(3, 2)]
    public void Stop_during_a_try_counts_it_keeps_the_failure_and_never_parks(int attempt, int tries)
    {
        var commit = DeliveryRules.Interrupted(Claim(attempt) with { LastError = "E" }, ["one", "two"], Options, Now);

        Assert.Equal((DeliveryStatus.Pending, tries, Now, "E"), (commit.Status, commit.Tries, commit.NextTryAt, commit.LastError));
        Assert.Equal(["one", "two"], commit.CompletedHandlers);
    }

    private static ClaimedChange Claim(int attempt) => new(
        new StatusChange
        {
            Id = Guid.NewGuid(),
            Sequence = 1,
            Attempt = attempt,
            Transaction = new TrackedTransaction { ClientName = "cards", Query = TransactionQuery.ByMerchantReference("O1") },
        },
        7,
        ["one"]);
}
