using PaymentStatusSdk.Dashboard.Pages;
using PaymentStatusSdk.Dashboard.Tests.Hosting;
using PaymentStatusSdk.Tracking;

namespace PaymentStatusSdk.Dashboard.Tests.Pages;

/// <summary>The table of changes and the page of the parked ones.</summary>
public sealed class ChangeTableTests
{
    private const string Redeliver = "/payments/changes/0193a1b2-0000-7000-8000-000000000001/redeliver";

    private static readonly string Head = Rendered.Head("Change", "When", "What", "Verdict", "State", "Delivery", "Tries");

    private static readonly string When = Rendered.Cell("When", Rendered.TimeAndUtc(Sample.Now.AddMinutes(-2), "2 min ago"));

    [Fact]
    public async Task Change_is_a_row_with_all_that_is_known()
    {
        var payment = Sample.Payment with { Belief = Sample.Belief(PaymentState.Captured, Finality.Provisional) };
        var delivery = Sample.Change(payment);
        delivery = delivery with { Change = delivery.Change with { PreviousState = PaymentState.ActionRequired }, LastError = "Error" };

        await Rendered.AssertAsync(
            $"""
            <div class="scroll"><table class="changes" role="table"><caption class="hidden">Changes, newest first</caption>
            {Head}<tbody role="rowgroup"><tr role="row"><th scope="row" role="rowheader"><span class="number">#3</span></th>{When}
            {Rendered.Cell("What", "The belief changed")}{Rendered.Cell("Verdict", Rendered.Badge("wait", "…", "Paid so far"))}
            {Rendered.Cell("State", "Action required → Captured<span class=\"second\">Provisional</span>")}
            {Rendered.Cell("Delivery", Rendered.Badge("good", "✓", "Delivered"))}
            {Rendered.Cell("Tries", "<span class=\"number\">4</span>")}</tr></tbody></table></div>
            """,
            ChangeTable.Content(Sample.Operator, [delivery], "Nothing."));
    }

    [Theory]
    [InlineData(PaymentState.Unknown, "Captured")]
    [InlineData(PaymentState.Captured, "Captured")]
    [InlineData(PaymentState.Pending, "Pending → Captured")]
    public async Task Previous_state_is_shown_when_it_is_another_one(PaymentState previous, string text)
    {
        var delivery = Sample.Change(Sample.Payment with { Belief = Sample.Belief(PaymentState.Captured) });

        Assert.Contains(
            $"data-label=\"State\">{text}<span class=\"second\">Final</span></td>",
            await TextAsync(delivery with { Change = delivery.Change with { PreviousState = previous } }), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Change_without_a_belief_has_an_unknown_state()
    {
        var delivery = Sample.Change();

        Assert.Contains("data-label=\"State\">Unknown<span class", await TextAsync(delivery), StringComparison.Ordinal);
        Assert.Contains(
            "data-label=\"State\">Pending → Unknown<span class",
            await TextAsync(delivery with { Change = delivery.Change with { PreviousState = PaymentState.Pending } }),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Resolution_is_shown_in_its_own_change_only()
    {
        var payment = Sample.Payment with { Resolution = new ManualResolution { Reason = "Refunded <b>", ResolvedBy = "Ana" } };
        const string Who = "<span class=\"second\"><bdi class=\"foreign\">Ana</bdi>: <bdi class=\"foreign\">Refunded <b></bdi></span>";

        Assert.Contains($"{Who}</td>", await TextAsync(Sample.Change(payment, kind: StatusChangeKind.Resolved)), StringComparison.Ordinal);
        Assert.DoesNotContain("Ana", await TextAsync(Sample.Change(payment)), StringComparison.Ordinal);
        Assert.DoesNotContain("foreign", await TextAsync(Sample.Change(kind: StatusChangeKind.Resolved)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pending_delivery_says_when_it_is_tried_again()
    {
        var pending = Sample.Change(status: DeliveryStatus.Pending) with { LastError = "Error", NextTryAt = Sample.Now.AddMinutes(1) };
        var badge = Rendered.Badge("wait", "…", "Pending");
        const string Error = "<span class=\"second\"><bdi class=\"foreign\">Error</bdi></span>";

        Assert.Contains(
            Rendered.Cell(
                "Delivery",
                $"{badge}{Error}<span class=\"second\">next try {Rendered.Time(Sample.Now.AddMinutes(1), "in 1 min")}</span>"),
            await TextAsync(pending), StringComparison.Ordinal);
        Assert.Contains(
            Rendered.Cell("Delivery", badge), await TextAsync(pending with { LastError = null, NextTryAt = null }),
            StringComparison.Ordinal);
        Assert.DoesNotContain(
            "next try", await TextAsync(pending with { Status = DeliveryStatus.Delivered }), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Only_an_operator_delivers_only_a_parked_change_again()
    {
        var parked = Sample.Change(status: DeliveryStatus.Parked) with { LastError = "Error" };
        var badge = Rendered.Badge("alarm", "!", "Parked");
        const string Error = "<span class=\"second\"><bdi class=\"foreign\">Error</bdi></span>";
        const string Form = $"<form method=\"post\" action=\"{Redeliver}\"><input type=\"hidden\" name=\"field\" value=\"secret\" />"
            + "<button type=\"submit\" class=\"small\" aria-label=\"Deliver change 3 again\">Deliver again</button></form>";

        Assert.Contains(Rendered.Cell("Delivery", badge + Error + Form), await TextAsync(parked), StringComparison.Ordinal);
        Assert.Contains(
            Rendered.Cell("Delivery", badge + Error),
            await Rendered.TextAsync(ChangeTable.Content(Sample.Reader, [parked], "Nothing.")), StringComparison.Ordinal);
        Assert.DoesNotContain("<form", await TextAsync(parked with { Status = DeliveryStatus.Pending }), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Parked_page_links_the_payments_and_older_deliveries()
    {
        var next = new Guid("0193a1b2-0000-7000-8000-000000000002");
        var text = await Rendered.TextAsync(
            ParkedPage.Content(Sample.Reader, new StatusChangePage([Sample.Change(status: DeliveryStatus.Parked)], next)));

        Assert.StartsWith("<h1>Parked deliveries</h1><p class=\"meaning\">", text, StringComparison.Ordinal);
        Assert.Contains("</p><div id=\"live\" data-live=\"\"><div class=\"scroll\">", text, StringComparison.Ordinal);
        Assert.Contains(
            "<th scope=\"row\" role=\"rowheader\"><a href=\"/payments/7\"><bdi class=\"foreign\">ORDER-1</bdi></a>"
            + "<span class=\"number\"> #3</span></th>", text, StringComparison.Ordinal);
        Assert.EndsWith(
            $"</div></div><a href=\"/payments/parked?after={next:D}\" rel=\"next\">Older deliveries</a>", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Parked_page_without_deliveries_says_so()
    {
        var text = await Rendered.TextAsync(ParkedPage.Content(Sample.Reader, new StatusChangePage([], null)));

        Assert.EndsWith(
            "<div id=\"live\" data-live=\"\"><p class=\"empty\">Nothing is parked.</p></div>", text, StringComparison.Ordinal);
    }

    private static Task<string> TextAsync(StatusChangeDelivery delivery) =>
        Rendered.TextAsync(ChangeTable.Content(Sample.Operator, [delivery], "Nothing."));
}
