using System.Security.Cryptography;
using System.Text;
using PaymentStatusSdk.Dashboard.Assets;
using PaymentStatusSdk.Dashboard.Pages;
using PaymentStatusSdk.Dashboard.Tests.Hosting;
using static PaymentStatusSdk.Dashboard.Markup.Html;

namespace PaymentStatusSdk.Dashboard.Tests.Pages;

/// <summary>The frame of every page and its files.</summary>
public sealed class LayoutTests
{
    private const string Footer =
        "Times are relative; the page of a payment has them in UTC too. This page was written at ";

    [Fact]
    public async Task Page_that_does_not_change_has_no_script()
    {
        await Rendered.AssertAsync(
            $"""
            <html lang="en"><head><meta charset="utf-8" />
            <meta name="viewport" content="width=device-width, initial-scale=1" />
            <meta name="color-scheme" content="light dark" /><meta name="robots" content="noindex" />
            <title>Order - Payment status</title>
            <link rel="icon" type="image/svg+xml" href="{AssetFiles.Icon.UrlBelow("/payments")}" />
            <link rel="stylesheet" href="{AssetFiles.Style.UrlBelow("/payments")}" /></head>
            <body><a href="#main" class="skip">Skip to the content</a>
            <header class="top"><a href="/payments" class="brand"><span class="mark" aria-hidden="true">●</span>Payment status</a>
            <nav aria-label="Sections"><a href="/payments">Payments</a>
            <a href="/payments/parked" aria-current="page">Parked deliveries</a><a href="/payments/clients">Clients</a></nav>
            <p class="who"><bdi>Ana</bdi><span class="role">Read only</span></p></header>
            <main id="main" tabindex="-1"><div role="status"></div>content</main>
            <footer>{Footer}2026-01-02 03:04:05 UTC.</footer>
            </body></html>
            """,
            Layout.Page(Sample.Reader, "Order", "Parked deliveries", All("content")));
    }

    [Fact]
    public async Task Live_page_has_the_script_the_stream_and_places_for_news()
    {
        var text = await Rendered.TextAsync(
            Layout.Page(Sample.Operator with { Events = "/payments/events/7", Notice = "Done." }, "Order", "Payments", None));

        Assert.Contains(
            $"<script src=\"{AssetFiles.Script.UrlBelow("/payments")}\" defer></script></head>", text, StringComparison.Ordinal);
        Assert.Contains(
            "<p class=\"who\"><span id=\"connection\"></span><bdi>Ana</bdi><span class=\"role\">Operator</span></p>", text,
            StringComparison.Ordinal);
        Assert.Contains(
            "<main id=\"main\" tabindex=\"-1\" data-events=\"/payments/events/7\"><div class=\"notice\" role=\"status\">Done.</div></main>"
            + "<p id=\"announcement\" class=\"hidden\" aria-live=\"polite\"></p><footer>",
            text, StringComparison.Ordinal);
        Assert.Contains("<a href=\"/payments\" aria-current=\"page\">Payments</a>", text, StringComparison.Ordinal);
        Assert.Contains("<a href=\"/payments/parked\">Parked deliveries</a>", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task User_without_a_name_is_signed_in_and_an_open_dashboard_says_so()
    {
        Assert.Contains(
            "<p class=\"who\"><bdi>Signed in</bdi>", await WhoAsync(Sample.Reader with { User = null }), StringComparison.Ordinal);
        Assert.Contains(
            "<p class=\"who\"><span class=\"open\">Development: open on this machine</span><span class=\"role\">Read only</span></p>",
            await WhoAsync(Sample.Reader with { IsOpen = true }), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("dashboard.css", "text/css; charset=utf-8", "{")]
    [InlineData("dashboard.js", "text/javascript; charset=utf-8", "{")]
    [InlineData("icon.svg", "image/svg+xml", "<svg")]
    public void File_has_a_type_and_an_address_with_its_hash(string name, string type, string content)
    {
        var file = AssetFiles.Find(name)!;

        Assert.Equal((name, type), (file.Name, file.ContentType));
        Assert.Contains(content, Encoding.UTF8.GetString(file.Content), StringComparison.Ordinal);
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(file.Content))[..12], file.Version);
        Assert.Equal($"/root/assets/{name}?v={file.Version}", file.UrlBelow("/root"));
    }

    [Theory]
    [InlineData("Dashboard.css")]
    [InlineData("none")]
    [InlineData("")]
    [InlineData(null)]
    public void Other_file_is_not_found(string? name) => Assert.Null(AssetFiles.Find(name));

    private static Task<string> WhoAsync(Site site) => Rendered.TextAsync(Layout.Page(site, "Order", "", None));
}
