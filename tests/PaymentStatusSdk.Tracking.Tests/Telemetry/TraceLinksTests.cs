using System.Diagnostics;
using PaymentStatusSdk.Telemetry;
using PaymentStatusSdk.TestDoubles;
using PaymentStatusSdk.Tracking.Checks;
using PaymentStatusSdk.Tracking.Telemetry;
using PaymentStatusSdk.Tracking.Tests.Checks;

namespace PaymentStatusSdk.Tracking.Tests.Telemetry;

/// <summary>The activities themselves, without a worker.</summary>
public sealed class TraceLinksTests : IDisposable
{
    private const string TraceParent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
    private static readonly TransactionStatusClientMetadata Gateway = new("cards", "scripted", new GatewayCapabilities());

    private readonly ActivityCollector _spans = new(PaymentStatusTelemetry.Name);

    public void Dispose() => _spans.Dispose();

    [Fact]
    public void Current_trace_has_an_id_only_in_the_format_of_the_w3c()
    {
        Activity.Current = null;
        Assert.Null(TraceLinks.Current);
        using (new Activity("other").SetIdFormat(ActivityIdFormat.Hierarchical).Start()) Assert.Null(TraceLinks.Current);
        using var activity = new Activity("checkout").SetIdFormat(ActivityIdFormat.W3C).Start();
        Assert.Equal(activity.Id, TraceLinks.Current);
    }

    [Fact]
    public void Check_has_its_client_provider_and_a_remote_link()
    {
        using var check = TraceLinks.StartCheck(Gateway, new TrackedPayment().Row with { TraceParent = TraceParent })!;

        Assert.Equal(("payment_status.tracking.check", ActivityKind.Internal), (check.OperationName, check.Kind));
        Assert.Equal("payment_status.client=cards payment_status.provider=scripted", Tags(check));
        var link = Assert.Single(check.Links).Context;
        Assert.Equal(TraceParent, $"00-{link.TraceId}-{link.SpanId}-0{(int)link.TraceFlags}");
        Assert.True(link.IsRemote);
    }

    [Fact]
    public void Delivery_has_its_client_and_kind_of_change_and_a_link()
    {
        using var delivery = TraceLinks.StartDelivery(new StatusChange
        {
            Id = Guid.Empty,
            Sequence = 1,
            Kind = StatusChangeKind.Contested,
            Transaction = new TrackedPayment().Row with { TraceParent = TraceParent },
        })!;

        Assert.Equal(("payment_status.tracking.delivery", ActivityKind.Internal), (delivery.OperationName, delivery.Kind));
        Assert.Equal("payment_status.client=cards payment_status.kind=Contested", Tags(delivery));
        Assert.Single(delivery.Links);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("no trace")]
    public void Check_of_a_transaction_without_a_trace_has_no_link(string? traceParent)
    {
        using var check = TraceLinks.StartCheck(Gateway, new TrackedPayment().Row with { TraceParent = traceParent })!;

        Assert.Empty(check.Links);
    }

    [Fact]
    public void Answer_sets_the_outcome_and_is_no_error()
    {
        using var check = TraceLinks.StartCheck(Gateway, new TrackedPayment().Row)!;

        TraceLinks.End(check, TrackedPayment.Found(LookupOutcome.NotFound));

        Assert.Equal(
            "payment_status.client=cards payment_status.outcome=NotFound payment_status.provider=scripted", Tags(check));
        Assert.Equal(ActivityStatusCode.Unset, check.Status);
    }

    [Fact]
    public void Failure_sets_its_kind_and_is_an_error_without_a_text()
    {
        using var check = TraceLinks.StartCheck(Gateway, new TrackedPayment().Row)!;

        TraceLinks.End(check, TrackedPayment.Failed(TransactionStatusErrorKind.Timeout));

        Assert.Equal("error.type=Timeout payment_status.client=cards payment_status.provider=scripted", Tags(check));
        Assert.Equal((ActivityStatusCode.Error, null), (check.Status, check.StatusDescription));
    }

    [Fact]
    public void Results_are_dropped_when_nothing_listens()
    {
        TraceLinks.End(null, CheckReport.Overrun);
        TraceLinks.End(null, TrackedPayment.Found(LookupOutcome.NotFound));
        TraceLinks.Fail(null, "System.InvalidOperationException");
    }

    private static string Tags(Activity activity) => string.Join(
        ' ', activity.TagObjects.OrderBy(tag => tag.Key, StringComparer.Ordinal).Select(tag => $"{tag.Key}={tag.Value}"));
}
