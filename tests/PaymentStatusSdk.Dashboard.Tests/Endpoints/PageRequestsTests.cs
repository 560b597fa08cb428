using Microsoft.AspNetCore.Http;
using PaymentStatusSdk.Dashboard.Assets;
using PaymentStatusSdk.Dashboard.Endpoints;
using PaymentStatusSdk.Dashboard.Live;
using PaymentStatusSdk.Dashboard.Pages;
using PaymentStatusSdk.Dashboard.Tests.Hosting;
using PaymentStatusSdk.Tracking;

namespace PaymentStatusSdk.Dashboard.Tests.Endpoints;

/// <summary>The reads of each page, and the stream that it names.</summary>
public sealed class PageRequestsTests
{
    private const string TraceId = "0af7651916cd43dd8448eb211c80319c";

    private static readonly TrackedFilter[] Counts =
    [
        new() { IsContested = true, PageSize = 100 }, new() { HasMismatch = true, PageSize = 100 },
    ];

    [Fact]
    public async Task List_reads_its_filter_and_names_its_stream()
    {
        await using var test = new TestRequest();
        test.Context.Request.QueryString = new QueryString("?client=cards&age=day&after=12");
        test.Tracker.Page = new TrackedPage([Sample.Payment], 5);
        var request = test.Of(Sample.Reader);

        await PageRequests.ListAsync(request);

        var filter = new TrackedFilter { ClientName = "cards", TrackedFrom = Sample.Now.AddDays(-1), PageSize = 50, After = 12 };
        Assert.Equal([filter, .. Counts], test.Tracker.Filters);
        var model = await PageRequests.ListModelAsync(request);
        Assert.Equal(["cards"], model.Clients);
        Assert.Equal(new Attention(1, 1, 0), model.Attention);
        Assert.Contains(
            $"data-events=\"/payments/events/list?client=cards&age=day&after=12&seen={Fingerprint.Of(model)}\"", test.Text,
            StringComparison.Ordinal);
        Assert.Contains("<title>Payments - Payment status</title>", test.Text, StringComparison.Ordinal);
        Assert.Contains("<a href=\"/payments\" aria-current=\"page\">Payments</a>", test.Text, StringComparison.Ordinal);
        Assert.Contains("<a href=\"/payments/7\">", test.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Search_that_cannot_match_reads_only_the_counts()
    {
        await using var test = new TestRequest();
        test.Context.Request.QueryString = new QueryString("?q=" + new string('x', 257));
        test.Tracker.Page = new TrackedPage([Sample.Payment], 5);

        var model = await PageRequests.ListModelAsync(test.Of(Sample.Reader));

        Assert.Equal(Counts, test.Tracker.Filters);
        Assert.Empty(model.Page.Items);
        Assert.Null(model.Page.Next);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Payment_reads_a_page_of_its_changes_and_names_its_stream(bool isOlderPage)
    {
        await using var test = new TestRequest();
        Guid? after = isOlderPage ? Sample.ChangeId : null;
        if (isOlderPage) test.Context.Request.QueryString = new QueryString($"?after={after:D}");
        var payment = Sample.Payment with { TraceParent = $"00-{TraceId}-b7ad6b7169203331-01" };
        test.Tracker.Payment = payment;
        test.Tracker.Changes = new StatusChangePage([Sample.Change()], null);
        var request = test.Of(Sample.Reader, new PaymentStatusDashboardOptions { TraceUrl = "https://traces.example/{traceId}" });

        await PageRequests.PaymentAsync(request);

        Assert.Equal([new StatusChangeFilter { TransactionId = 7, PageSize = 50, After = after }], test.Tracker.ChangeFilters);
        var fingerprint = Fingerprint.Of(new PaymentModel(payment, test.Tracker.Changes, null));
        var query = isOlderPage ? $"?after={after:D}&" : "?";
        Assert.Contains($"data-events=\"/payments/events/7{query}seen={fingerprint}\"", test.Text, StringComparison.Ordinal);
        Assert.Contains("<title>ORDER-1 - Payment status</title>", test.Text, StringComparison.Ordinal);
        Assert.Contains("aria-current=\"page\">Payments</a>", test.Text, StringComparison.Ordinal);
        Assert.Contains($"<a href=\"https://traces.example/{TraceId}\"", test.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ORDER\u200B", "gate-1", "ORDER\\u{200B}")]
    [InlineData(null, "gate-1", "gate-1")]
    [InlineData(null, null, "Payment")]
    public async Task Title_is_a_reference_of_the_payment(string? merchantReference, string? gatewayReference, string title)
    {
        await using var test = new TestRequest();
        test.Tracker.Payment = Sample.Payment with { MerchantReference = merchantReference, GatewayReference = gatewayReference };

        await PageRequests.PaymentAsync(test.Of(Sample.Reader));

        Assert.Contains($"<title>{title} - Payment status</title>", test.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Unknown_payment_is_not_found()
    {
        await using var test = new TestRequest();
        test.Tracker.Payment = null;

        await PageRequests.PaymentAsync(test.Of(Sample.Reader));

        Assert.Equal(404, test.Status);
        Assert.Empty(test.Tracker.ChangeFilters);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Parked_page_reads_only_parked_changes_and_names_its_stream(bool isOlderPage)
    {
        await using var test = new TestRequest();
        Guid? after = isOlderPage ? Sample.ChangeId : null;
        if (isOlderPage) test.Context.Request.QueryString = new QueryString($"?after={after:D}");
        test.Tracker.Changes = new StatusChangePage([Sample.Change(status: DeliveryStatus.Parked)], null);

        await PageRequests.ParkedAsync(test.Of(Sample.Reader));

        Assert.Equal(
            [new StatusChangeFilter { Status = DeliveryStatus.Parked, PageSize = 50, After = after }], test.Tracker.ChangeFilters);
        var query = isOlderPage ? $"?after={after:D}&" : "?";
        Assert.Contains(
            $"data-events=\"/payments/events/parked{query}seen={Fingerprint.Of(test.Tracker.Changes)}\"", test.Text,
            StringComparison.Ordinal);
        Assert.Contains("<title>Parked deliveries - Payment status</title>", test.Text, StringComparison.Ordinal);
        Assert.Contains("aria-current=\"page\">Parked deliveries</a>", test.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task File_is_kept_for_ever_only_under_the_address_with_its_version(bool hasVersion)
    {
        var file = AssetFiles.Style;
        await using var test = new TestRequest();
        test.Context.Request.RouteValues["file"] = "dashboard.css";
        test.Context.Request.QueryString = new QueryString("?v=" + (hasVersion ? file.Version : "other"));

        await PageRequests.AssetAsync(test.Context);

        Assert.Equal(
            (200, file.ContentType, (long?)file.Content.Length),
            (test.Status, test.Context.Response.ContentType, test.Context.Response.ContentLength));
        Assert.Equal(file.Content, test.Body);
        Assert.Equal(
            hasVersion ? "private, max-age=31536000, immutable" : "", test.Context.Response.Headers.CacheControl.ToString());
    }

    [Fact]
    public async Task Other_file_is_not_found()
    {
        await using var test = new TestRequest();
        test.Context.Request.RouteValues["file"] = "none";

        await PageRequests.AssetAsync(test.Context);

        Assert.Equal((404, ""), (test.Status, test.Text));
    }
}
