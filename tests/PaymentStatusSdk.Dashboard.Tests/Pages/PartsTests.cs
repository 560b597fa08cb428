using PaymentStatusSdk.Dashboard.Pages;
using PaymentStatusSdk.Dashboard.Tests.Hosting;
using PaymentStatusSdk.Tracking;
using static PaymentStatusSdk.Dashboard.Markup.Html;

namespace PaymentStatusSdk.Dashboard.Tests.Pages;

/// <summary>The small parts of which the pages consist.</summary>
public sealed class PartsTests
{
    [Theory]
    [InlineData(PaymentState.Captured, "Captured")]
    [InlineData(PaymentState.PartiallyRefunded, "Partially refunded")]
    [InlineData((PaymentState)99, "99")]
    public async Task Name_of_a_member_is_split_at_its_capitals(PaymentState state, string words)
    {
        Assert.Equal(words, Words.Of(state));
        await Rendered.AssertAsync(words, Fields.Word(state));
    }

    [Fact]
    public async Task Text_of_others_is_isolated_and_a_missing_one_is_none()
    {
        await Rendered.AssertAsync("<bdi class=\"foreign\">a\\u{202E}b</bdi>", Fields.Foreign("a\u202Eb"));
        await Rendered.AssertAsync("<span class=\"none\">none</span>", Fields.Foreign(null));
    }

    [Theory]
    [InlineData("1234.50", "EUR", "1,234.50 EUR")]
    [InlineData("500", "JPY", "500 JPY")]
    [InlineData("0.125", "KWD", "0.125 KWD")]
    public async Task Amount_has_the_digits_that_were_reported(string amount, string currency, string text) => await Rendered.AssertAsync(
        $"<span class=\"number\">{text}</span>",
        Fields.Money(new Money(decimal.Parse(amount, System.Globalization.CultureInfo.InvariantCulture), currency)));

    [Fact]
    public async Task Missing_amount_is_none() => await Rendered.AssertAsync("<span class=\"none\">none</span>", Fields.Money(null));

    [Fact]
    public async Task List_leaves_out_what_has_no_value() => await Rendered.AssertAsync(
        "<dl class=\"fields\"><div><dt>One</dt><dd>1</dd></div><div><dt>Three</dt><dd></dd></div></dl>",
        Fields.List(("One", All("1")), ("Two", null), ("Three", None)));

    [Fact]
    public async Task Tables_name_their_roles()
    {
        await Rendered.AssertAsync(
            "<thead role=\"rowgroup\"><tr role=\"row\"><th scope=\"col\" role=\"columnheader\">A</th>"
            + "<th scope=\"col\" role=\"columnheader\">B</th></tr></thead>",
            Rows.Head(["A", "B"]));
        await Rendered.AssertAsync("<td role=\"cell\" data-label=\"A\">1</td>", Rows.Cell("A", All("1")));
    }

    [Fact]
    public async Task Bars_are_scaled_to_the_greatest_value_and_end_at_the_bottom() => await Rendered.AssertAsync(
        """
        <figure class="chart"><svg viewBox="0 0 16 40" preserveAspectRatio="none" aria-hidden="true" focusable="false">
        <rect class="bar" x="0" y="0" width="3" height="40"></rect>
        <rect class="bar bad" x="0" y="35" width="3" height="5"></rect>
        <rect class="bar" x="8" y="39" width="3" height="1"></rect>
        <rect class="bar" x="12" y="36.67" width="3" height="3.33"></rect>
        </svg><figcaption>Checks: 1</figcaption></figure>
        """,
        Chart.Bars("Checks: 1", [(24, 3), (0, 0), (0.25, 0), (2, 0)]));

    [Fact]
    public async Task Small_bad_part_is_still_visible_and_nothing_is_drawn_without_values()
    {
        Assert.Contains(
            "<rect class=\"bar bad\" x=\"0\" y=\"39\" width=\"3\" height=\"1\"></rect>",
            await Rendered.TextAsync(Chart.Bars("Checks", [(1_000, 1)])), StringComparison.Ordinal);
        Assert.DoesNotContain("<rect", await Rendered.TextAsync(Chart.Bars("Checks", [(0, 0), (0, 0)])), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, "0")]
    [InlineData(99, "99")]
    [InlineData(100, "100+")]
    [InlineData(101, "100+")]
    public void Count_of_what_needs_a_person_ends_at_100(int count, string text)
    {
        Assert.Equal(100, Attention.MaxCount);
        Assert.Equal(text, Attention.Text(count));
    }

    [Theory]
    [InlineData("", "/", "/7")]
    [InlineData("/payments", "/payments", "/payments/7")]
    public void Paths_begin_at_the_root(string root, string home, string path)
    {
        var site = Sample.Reader with { Root = root };

        Assert.Equal(home, site.Home);
        Assert.Equal(path, site.Path("7"));
    }

    [Theory]
    [InlineData("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01", "0af7651916cd43dd8448eb211c80319c")]
    [InlineData("0af7651916cd43dd8448eb211c80319c", null)]
    [InlineData("", null)]
    [InlineData(null, null)]
    public void Trace_is_linked_when_its_id_is_valid(string? traceParent, string? id)
    {
        var options = new PaymentStatusDashboardOptions { TraceUrl = "https://traces.example/{traceId}?q=1" };

        Assert.Equal(id, TraceLink.IdOf(traceParent));
        Assert.Equal(id is null ? null : $"https://traces.example/{id}?q=1", TraceLink.Of(traceParent, options));
        Assert.Null(TraceLink.Of(traceParent, new PaymentStatusDashboardOptions()));
    }

    [Theory]
    [InlineData(DeliveryStatus.Delivered, "good", "✓", "Delivered")]
    [InlineData(DeliveryStatus.Parked, "alarm", "!", "Parked")]
    [InlineData(DeliveryStatus.Pending, "wait", "…", "Pending")]
    [InlineData(DeliveryStatus.Unknown, "unknown", "?", "Unknown")]
    public async Task Delivery_is_shown_by_a_badge(DeliveryStatus status, string kind, string sign, string text)
    {
        await Rendered.AssertAsync(Rendered.Badge(kind, sign, text), Badges.Delivery(status));
        await Rendered.AssertAsync(
            $"<span class=\"badge {kind}\"><span class=\"sign\" aria-hidden=\"true\">{sign}</span>{text}</span>",
            Badges.Badge(kind, sign, text));
    }

    [Fact]
    public async Task Message_links_the_list() => await Rendered.AssertAsync(
        "<h1>Title</h1><p class=\"meaning\">Text</p><a href=\"/payments\" class=\"back-link\">All payments</a>",
        MessagePage.Content(Sample.Reader, "Title", "Text"));
}
