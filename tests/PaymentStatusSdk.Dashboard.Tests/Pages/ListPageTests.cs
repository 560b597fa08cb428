using PaymentStatusSdk.Dashboard.Pages;
using PaymentStatusSdk.Dashboard.Tests.Hosting;
using PaymentStatusSdk.Tracking;

namespace PaymentStatusSdk.Dashboard.Tests.Pages;

/// <summary>The page with the list of payments and the form of its filter.</summary>
public sealed class ListPageTests
{
    private static readonly ListModel Nothing = new(new ListQuery(), new TrackedPage([], null), ["cards", "ppro"], new Attention(0, 0, 0));

    [Fact]
    public async Task Filter_shows_every_choice_and_what_is_chosen()
    {
        var model = Nothing with
        {
            Query = new ListQuery
            {
                Search = "ORDER-1",
                Client = "old\u200B",
                State = PaymentState.RefundPending,
                Status = TrackingStatus.Expired,
                Age = "over-hour",
                Contested = true,
            },
        };

        await Rendered.AssertAsync(
            """
            <form class="filter" method="get" action="/payments" role="search" aria-label="Find payments">
            <div class="field wide"><label for="q">Reference</label><input type="search" id="q" name="q" value="ORDER-1"
            """ + " " +
            """
            placeholder="Merchant or gateway reference" autocomplete="off" maxlength="256" /></div>
            """
            + Select(
                "client", "Client", "old\u200B", [("cards", "cards"), ("ppro", "ppro"), ("old\u200B", "old\\u{200B}")])
            + Select(
                "state", "State", "RefundPending",
                [
                    ("Unknown", "Unknown or no answer"), ("Pending", "Pending"), ("ActionRequired", "Action required"),
                    ("Authorized", "Authorized"), ("Approved", "Approved"), ("Captured", "Captured"), ("Credited", "Credited"),
                    ("Declined", "Declined"), ("Failed", "Failed"), ("Canceled", "Canceled"), ("Expired", "Expired"),
                    ("Reversed", "Reversed"), ("RefundPending", "Refund pending"), ("Refunded", "Refunded"),
                    ("PartiallyRefunded", "Partially refunded"), ("ChargedBack", "Charged back"),
                ])
            + Select(
                "status", "Tracking", "Expired",
                [
                    ("Active", "Active"), ("Completed", "Completed"), ("Expired", "Expired"), ("Stopped", "Stopped"),
                    ("Duplicate", "Duplicate"),
                ])
            + Select("age", "Age", "over-hour", Ages.All.Select(age => (age.Name, age.Text)))
            + """
            <label class="check"><input type="checkbox" name="contested" checked />Contested</label>
            <label class="check"><input type="checkbox" name="mismatch" />Mismatch</label>
            <div class="buttons"><button type="submit" class="primary">Show</button><a href="/payments" class="button">Clear</a></div>
            </form>
            """,
            FilterForm.Content(Sample.Reader, model));
    }

    [Fact]
    public async Task Filter_of_everything_has_nothing_to_clear()
    {
        var text = await Rendered.TextAsync(FilterForm.Content(Sample.Reader, Nothing));
        var mismatch = await Rendered.TextAsync(
            FilterForm.Content(Sample.Reader, Nothing with { Query = new ListQuery { Client = "cards", Mismatch = true } }));

        Assert.DoesNotContain("Clear", text, StringComparison.Ordinal);
        Assert.DoesNotContain("selected", text, StringComparison.Ordinal);
        Assert.DoesNotContain("checked", text, StringComparison.Ordinal);
        Assert.Contains("<input type=\"search\" id=\"q\" name=\"q\" placeholder=", text, StringComparison.Ordinal);
        Assert.Contains(Select("client", "Client", "cards", [("cards", "cards"), ("ppro", "ppro")]), mismatch, StringComparison.Ordinal);
        Assert.Contains("name=\"mismatch\" checked", mismatch, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Page_shows_what_needs_a_person_the_payments_and_the_way_on()
    {
        var answered = Sample.Payment with
        {
            Id = 8,
            GatewayReference = "gate-1",
            Status = TrackingStatus.Completed,
            NextCheckAt = null,
            HasMismatch = false,
            Belief = Sample.Belief(PaymentState.PartiallyRefunded) with
            {
                Strongest = new StatusObservation
                {
                    State = PaymentState.PartiallyRefunded,
                    Finality = Finality.Provisional,
                    Funds = FundsState.NotExpected,
                    Amount = new Money(5.00m, "USD"),
                    AskedAt = Sample.Now,
                },
            },
        };
        var model = new ListModel(
            new ListQuery { Client = "cards", After = 12 }, new TrackedPage([answered, Sample.Payment], 7), ["cards"],
            new Attention(1, 0, 100));
        var hour = Sample.Now.AddHours(-1);

        await Rendered.AssertAsync(
            $"""
            <h1>Payments</h1>
            <ul id="tiles" data-live="" class="tiles" aria-label="What needs a person">
            {Tile("tile alarm", "1", "Contested", "Answers contradict each other", "/payments?contested=on")}
            {Tile("tile", "0", "Mismatch", "Another transaction, amount or currency", "/payments?mismatch=on")}
            {Tile("tile alarm", "100+", "Parked deliveries", "Your handler failed too often", "/payments/parked")}
            </ul>{await Rendered.TextAsync(FilterForm.Content(Sample.Reader, model))}
            <div id="live" data-live=""><div class="scroll"><table class="payments" role="table">
            <caption class="hidden">Payments, newest first</caption>
            {Rendered.Head("Payment", "Client", "Verdict", "State", "Finality", "Funds", "Amount", "Age", "Next check")}
            <tbody role="rowgroup">
            <tr role="row"><th scope="row" class="payment" role="rowheader"><a href="/payments/8">{Rendered.Foreign("ORDER-1")}</a>
            <span class="second">{Rendered.Foreign("gate-1")}</span><div class="flags"></div></th>
            {Rendered.Cell("Client", Rendered.Foreign("cards"))}
            {Rendered.Cell("Verdict", Rendered.Badge("back", "↩", "Returned"))}
            {Rendered.Cell("State", "Partially refunded")}{Rendered.Cell("Finality", "Provisional")}
            {Rendered.Cell("Funds", "Not expected")}{Rendered.Cell("Amount", "<span class=\"number\">5.00 USD</span>")}
            {Rendered.Cell("Age", Rendered.Time(hour, "1 h 00 min"))}{Rendered.Cell("Next check", "Completed")}</tr>
            <tr role="row"><th scope="row" class="payment" role="rowheader"><a href="/payments/7">{Rendered.Foreign("ORDER-1")}</a>
            <div class="flags"></div></th>
            {Rendered.Cell("Client", Rendered.Foreign("cards"))}
            {Rendered.Cell("Verdict", Rendered.Badge("unknown", "?", "Unknown"))}
            {Rendered.Cell("State", "<span class=\"none\">no answer</span>")}{Rendered.Cell("Finality", "Unknown")}
            {Rendered.Cell("Funds", "Unknown")}{Rendered.Cell("Amount", "<span class=\"number\">1,234.50 EUR</span>")}
            {Rendered.Cell("Age", Rendered.Time(hour, "1 h 00 min"))}
            {Rendered.Cell("Next check", Rendered.Time(Sample.Now.AddMinutes(5), "in 5 min"))}</tr>
            </tbody></table></div>
            <nav class="paging" aria-label="Pages"><a href="/payments?client=cards" rel="first">Newest payments</a>
            <span class="count">2 on this page</span><a href="/payments?client=cards&after=7" rel="next">Older payments</a></nav></div>
            """,
            ListPage.Content(Sample.Reader, model));
    }

    [Fact]
    public async Task Empty_list_says_why_and_has_no_other_pages()
    {
        var everything = await Rendered.TextAsync(ListPage.Content(Sample.Reader, Nothing));
        var filtered = await Rendered.TextAsync(
            ListPage.Content(Sample.Reader, Nothing with { Query = new ListQuery { Client = "cards" } }));
        var searched = await Rendered.TextAsync(
            ListPage.Content(Sample.Reader, Nothing with { Query = new ListQuery { Search = "ORDER-1" } }));
        const string Start = "<div id=\"live\" data-live=\"\"><p class=\"empty\">No payment ";
        const string End = "</p><nav class=\"paging\" aria-label=\"Pages\"></nav></div>";

        Assert.Contains($"{Start}is tracked yet. ", everything, StringComparison.Ordinal);
        Assert.EndsWith($"{Start}matches the filter.{End}", filtered, StringComparison.Ordinal);
        Assert.Contains($"{Start}has this reference. ", searched, StringComparison.Ordinal);
        Assert.All([everything, searched], text => Assert.EndsWith(End, text, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Payment_is_named_by_its_reference_or_its_number()
    {
        var payment = Sample.Payment with { GatewayReference = "gate-1" };

        await Rendered.AssertAsync(Rendered.Foreign("ORDER-1"), ListPage.Name(payment));
        await Rendered.AssertAsync(Rendered.Foreign("gate-1"), ListPage.Name(payment with { MerchantReference = null }));
        await Rendered.AssertAsync(
            Rendered.Foreign("#7"), ListPage.Name(payment with { MerchantReference = null, GatewayReference = null }));
    }

    [Fact]
    public async Task Gateway_reference_is_shown_once()
    {
        var payment = Sample.Payment with { MerchantReference = null, GatewayReference = "gate-1" };
        var model = Nothing with { Page = new TrackedPage([payment], null) };

        var text = await Rendered.TextAsync(ListPage.Content(Sample.Reader, model));

        Assert.Contains(
            $"<a href=\"/payments/7\">{Rendered.Foreign("gate-1")}</a><div class=\"flags\"></div></th>", text, StringComparison.Ordinal);
    }

    private static string Tile(string style, string count, string name, string why, string href) =>
        $"<li><a href=\"{href}\" class=\"{style}\"><strong class=\"number\">{count}</strong><span class=\"name\">{name}</span>"
        + $"<span class=\"why\">{why}</span></a></li>";

    private static string Select(string name, string label, string chosen, IEnumerable<(string Value, string Text)> options) =>
        $"<div class=\"field\"><label for=\"{name}\">{label}</label><select id=\"{name}\" name=\"{name}\">"
        + "<option value=\"\">All</option>" + string.Concat(options.Select(one =>
            $"<option value=\"{one.Value}\"{(one.Value == chosen ? " selected" : "")}>{one.Text}</option>")) + "</select></div>";
}
