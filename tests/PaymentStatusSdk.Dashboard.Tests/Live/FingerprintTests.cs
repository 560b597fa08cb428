using PaymentStatusSdk.Dashboard.Live;
using PaymentStatusSdk.Dashboard.Pages;
using PaymentStatusSdk.Dashboard.Tests.Hosting;
using PaymentStatusSdk.Tracking;

namespace PaymentStatusSdk.Dashboard.Tests.Live;

/// <summary>The fingerprint of a page changes with everything that an operator must see at once.</summary>
public sealed class FingerprintTests
{
    private static readonly ListModel List = new(
        new ListQuery(), new TrackedPage([Sample.Payment], 12), ["cards"], new Attention(1, 2, 3));

    private static readonly StatusChangePage Changes = new([Sample.Change()], null);

    // All instances behind a load balancer must agree.
    [Fact]
    public void Fingerprints_are_the_same_in_every_instance()
    {
        Assert.Equal("69884f592b33270d", Fingerprint.Of(List));
        Assert.Equal("3ed0902899f758f6", Fingerprint.Of(new PaymentModel(Sample.Payment, Changes, null)));
        Assert.Equal("366f5877c83fc6b0", Fingerprint.Of(Changes));
    }

    [Fact]
    public void Each_shown_member_of_a_payment_changes_the_fingerprints_of_its_pages()
    {
        var payment = Sample.Payment;
        TrackedTransaction[] others =
        [
            payment, payment with { Id = 8 }, payment with { Status = TrackingStatus.Expired }, payment with { Sequence = 4 },
            payment with { CheckCount = 3 }, payment with { LastOutcome = LookupOutcome.NotFound },
            payment with { LastFailure = TransactionStatusErrorKind.Timeout }, payment with { NextCheckAt = null },
            payment with { NextCheckAt = Sample.Now.AddMinutes(6) }, payment with { DeadlineAt = Sample.Now },
            payment with { HasMismatch = true }, payment with { GatewayReference = "gate-1" },
            payment with { EarlierAttempts = [new TrackedAttempt()] },
        ];

        Assert.Distinct(others.Select(other => Fingerprint.Of(List with { Page = new TrackedPage([other], 12) })));
        Assert.Distinct(others.Select(other => Fingerprint.Of(new PaymentModel(other, Changes, null))));
    }

    [Fact]
    public void Each_shown_member_of_a_delivery_changes_the_fingerprint()
    {
        var delivery = Sample.Change();
        StatusChangeDelivery[] others =
        [
            delivery, delivery with { Change = delivery.Change with { Id = Guid.Empty } }, delivery with { Status = DeliveryStatus.Parked },
            delivery with { Tries = 5 }, delivery with { NextTryAt = Sample.Now },
        ];

        Assert.Distinct(others.Select(other => Fingerprint.Of(new StatusChangePage([other], null))));
        Assert.Distinct(others.Select(
            other => Fingerprint.Of(new PaymentModel(Sample.Payment, new StatusChangePage([other], null), null))));
    }

    [Fact]
    public void Order_paging_and_counts_change_the_fingerprint()
    {
        var (one, two) = (Sample.Payment, Sample.Payment with { Id = 8 });

        Assert.Distinct(
        [
            Fingerprint.Of(List), Fingerprint.Of(List with { Page = new TrackedPage([], 12) }),
            Fingerprint.Of(List with { Page = new TrackedPage([one, two], 12) }),
            Fingerprint.Of(List with { Page = new TrackedPage([two, one], 12) }),
            Fingerprint.Of(List with { Page = new TrackedPage([one], null) }),
            Fingerprint.Of(List with { Attention = new Attention(0, 2, 3) }),
            Fingerprint.Of(List with { Attention = new Attention(1, 0, 3) }),
            Fingerprint.Of(List with { Attention = new Attention(1, 2, 0) }),
        ]);
        Assert.NotEqual(Fingerprint.Of(Changes), Fingerprint.Of(Changes with { Next = Sample.ChangeId }));
    }

    [Fact]
    public void Connections_are_limited_and_a_closed_one_makes_room()
    {
        var connections = new LiveConnections(2);

        Assert.True(connections.TryOpen());
        Assert.True(connections.TryOpen());
        Assert.False(connections.TryOpen());
        Assert.False(connections.TryOpen());
        connections.Close();
        Assert.True(connections.TryOpen());
        Assert.False(connections.TryOpen());
    }
}
