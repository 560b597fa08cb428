using Microsoft.AspNetCore.Http;
using PaymentStatusSdk.Dashboard.Endpoints;
using PaymentStatusSdk.Dashboard.Pages;
using PaymentStatusSdk.Dashboard.Tests.Hosting;
using PaymentStatusSdk.Tracking;

namespace PaymentStatusSdk.Dashboard.Tests.Endpoints;

/// <summary>The values that a request reads from its address, and its responses.</summary>
public sealed class DashboardRequestTests
{
    private const string ChangeId = "0193a1b2-0000-7000-8000-000000000001";

    [Theory]
    [InlineData("12", 12)]
    [InlineData("-12", 0)]
    [InlineData(" 12", 0)]
    [InlineData("x", 0)]
    [InlineData(null, 0)]
    public async Task Number_of_a_payment_is_read_from_the_address(string? value, long id)
    {
        await using var test = new TestRequest();
        var request = test.Of(Sample.Reader);
        test.Context.Request.RouteValues["id"] = value;

        Assert.Equal(id, request.Id);
    }

    [Theory]
    [InlineData(ChangeId, true)]
    [InlineData("{" + ChangeId + "}", false)]
    [InlineData("x", false)]
    public async Task Id_of_a_change_has_one_format(string value, bool isId)
    {
        await using var test = new TestRequest();
        var request = test.Of(Sample.Reader);
        test.Context.Request.RouteValues["change"] = value;
        test.Context.Request.QueryString = new QueryString("?after=" + Uri.EscapeDataString(value));

        Guid? id = isId ? Sample.ChangeId : null;
        Assert.Equal(id ?? Guid.Empty, request.Guid);
        Assert.Equal(id, request.After);
    }

    [Fact]
    public async Task Address_without_values_has_none()
    {
        await using var test = new TestRequest();
        var request = new DashboardRequest(test.Context, Sample.Reader, new PaymentStatusDashboardOptions());

        Assert.Equal(0, request.Id);
        Assert.Equal(Guid.Empty, request.Guid);
        Assert.Null(request.After);
    }

    [Theory]
    [InlineData("", "/payments/events/list?seen=abc")]
    [InlineData("?q=a", "/payments/events/list?q=a&seen=abc")]
    public async Task Stream_has_the_query_of_its_page(string query, string address)
    {
        await using var test = new TestRequest();

        Assert.Equal(address, test.Of(Sample.Reader).EventsOf("list", query, "abc"));
    }

    [Fact]
    public async Task Page_of_a_reader_has_no_token()
    {
        await using var test = new TestRequest();
        Site? shown = null;

        await test.Of(Sample.Reader).ShowAsync("Title", "Payments", site => MessagePage.Content(shown = site, "<b>", "Text"));

        Assert.Equal(Sample.Reader, shown);
        Assert.Equal((200, "text/html; charset=utf-8"), (test.Status, test.Context.Response.ContentType));
        Assert.StartsWith("<!DOCTYPE html>\n<html lang=\"en\">", test.Text, StringComparison.Ordinal);
        Assert.Contains("<title>Title - Payment status</title>", test.Text, StringComparison.Ordinal);
        Assert.Contains("<h1><b></h1>", test.Text, StringComparison.Ordinal);
        Assert.Contains("aria-current=\"page\">Payments</a>", test.Text, StringComparison.Ordinal);
        Assert.EndsWith("</html>", test.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Page_of_an_operator_has_a_token_its_stream_and_strict_headers()
    {
        await using var test = new TestRequest();
        Site? shown = null;

        await test.OfOperator().ShowAsync("Title", "", site => MessagePage.Content(shown = site, "T", "Text"), 418, "/payments/events/7");

        Assert.Equal(Sample.Operator with { Token = ("field", "secret"), Events = "/payments/events/7" }, shown);
        Assert.Equal(418, test.Status);
        Assert.Equal("DENY", test.Context.Response.Headers.XFrameOptions.ToString());
        Assert.Contains("data-events=\"/payments/events/7\"", test.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("aria-current", test.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Message_has_its_status_and_belongs_to_no_section()
    {
        await using var test = new TestRequest();
        await using var other = new TestRequest();

        await test.Of(Sample.Reader).ShowMessageAsync("Title", "Text", 409);
        await other.Of(Sample.Reader).ShowNotFoundAsync();

        Assert.Equal(409, test.Status);
        Assert.Contains("<h1>Title</h1><p class=\"meaning\">Text</p>", test.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("aria-current", test.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("data-events", test.Text, StringComparison.Ordinal);
        Assert.Equal(404, other.Status);
        Assert.Contains("<h1>Not found</h1>", other.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Browser_is_sent_to_a_page_by_get()
    {
        await using var test = new TestRequest();

        test.Of(Sample.Reader).GoTo("/payments/7?done=check");

        Assert.Equal((303, "/payments/7?done=check"), (test.Status, test.Context.Response.Headers.Location.ToString()));
    }

    [Fact]
    public void Headers_of_every_response_are_strict()
    {
        var headers = new HeaderDictionary();

        PageHeaders.Set(headers);

        Assert.Equal(
            [
                "Cache-Control: no-cache, no-store",
                "Content-Security-Policy: default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
                    + "form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
                "Cross-Origin-Opener-Policy: same-origin",
                "Cross-Origin-Resource-Policy: same-origin",
                "Pragma: no-cache",
                "Referrer-Policy: same-origin",
                "X-Content-Type-Options: nosniff",
                "X-Frame-Options: DENY",
            ],
            headers.Select(header => $"{header.Key}: {header.Value}").Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Each_result_of_an_action_has_a_text_and_no_other_name_has_one()
    {
        string[] names =
        [
            "check", "check-refused", "stop", "stop-refused", "track", "track-refused", "resolve", "resolve-refused", "resolve-changed",
            "resolve-nameless", "redeliver", "redeliver-refused",
        ];

        Assert.Equal(names.Length, names.Select(Notices.Of).Where(text => text is { Length: > 0 }).Distinct().Count());
        Assert.All(["Check", "", "other", "ask", null], name => Assert.Null(Notices.Of(name)));
    }

    [Theory]
    [InlineData(true, "It is not known whether the action was carried out. Reload the payment. The database cannot store")]
    [InlineData(false, "<p class=\"meaning\">The database cannot store")]
    public async Task Failure_of_the_store_says_whether_something_may_have_changed(bool isAction, string start)
    {
        await using var test = new TestRequest();
        var failure = new TrackingStoreException("db-7", isTransient: false) { IsOfData = true };

        await StoreProblems.ShowAsync(test.Of(Sample.Reader), failure, isAction);

        Assert.Equal(503, test.Status);
        Assert.Contains("<h1>The store refused the data</h1>", test.Text, StringComparison.Ordinal);
        Assert.Contains(start, test.Text, StringComparison.Ordinal);
        Assert.Equal(!isAction, test.Text.Contains(" Nothing was changed.</p>", StringComparison.Ordinal));
        Assert.Equal(1503, Assert.Single(test.Logs.Lines, line => line.Category == "PaymentStatusSdk.Dashboard").EventId.Id);
    }
}
