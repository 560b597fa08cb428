using Microsoft.AspNetCore.Components;
using PaymentStatusSdk.Tracking;
using static PaymentStatusSdk.Dashboard.Markup.Html;
using static System.FormattableString;

namespace PaymentStatusSdk.Dashboard.Pages;

/// <summary>The list of payments.</summary>
internal static class ListPage
{
    private static readonly string[] Columns =
        ["Payment", "Client", "Verdict", "State", "Finality", "Funds", "Amount", "Age", "Next check"];

    public static RenderFragment Content(Site site, ListModel model) => All(
        Tag("h1", "Payments"),
        NeedsAttention(site, model),
        FilterForm.Content(site, model),
        Tag(
            "div", Attr("id", "live"), Attr("data-live", ""),
            model.Page.Items.Count == 0 ? Empty(model.Query) : Table(site, model), Paging(site, model)));

    private static RenderFragment NeedsAttention(Site site, ListModel model) => Tag(
        "ul", Attr("id", "tiles"), Attr("data-live", ""), Class("tiles"), Attr("aria-label", "What needs a person"),
        Tile(model.Attention.Contested, "Contested", "Answers contradict each other", site.Home + "?contested=on"),
        Tile(model.Attention.Mismatches, "Mismatch", "Another transaction, amount or currency", site.Home + "?mismatch=on"),
        Tile(model.Attention.Parked, "Parked deliveries", "Your handler failed too often", site.Path("parked")));

    private static RenderFragment Tile(int count, string name, string explanation, string href) => Tag(
        "li", Link(
            href, Class(count > 0 ? "tile alarm" : "tile"),
            Tag("strong", Class("number"), Attention.Text(count)), Tag("span", Class("name"), name),
            Tag("span", Class("why"), explanation)));

    private static RenderFragment Empty(ListQuery query) => Tag(
        "p", Class("empty"),
        query.IsEverything
            ? "No payment is tracked yet. Call ITransactionTracker.TrackAsync before the customer pays."
            : query.Search is null ? "No payment matches the filter."
            : "No payment has this reference. The search compares the whole reference, with upper and lower case.");

    private static RenderFragment Table(Site site, ListModel model) => Tag(
        "div", Class("scroll"),
        Tag(
            "table", Class("payments"), Attr("role", "table"),
            Tag("caption", Class("hidden"), "Payments, newest first"),
            Rows.Head(Columns),
            Tag("tbody", Attr("role", "rowgroup"), Each(model.Page.Items, payment => Row(site, payment)))));

    private static RenderFragment Row(Site site, TrackedTransaction payment) => Tag(
        "tr", Attr("role", "row"),
        Tag(
            "th", Attr("scope", "row"), Class("payment"), Attr("role", "rowheader"),
            Link(site.Path(Invariant($"{payment.Id}")), Name(payment)),
            payment.MerchantReference is not null && payment.GatewayReference is not null
                ? Tag("span", Class("second"), Fields.Foreign(payment.GatewayReference))
                : None,
            Tag("div", Class("flags"), Badges.Flags(payment))),
        Cell(0, Fields.Foreign(payment.ClientName)),
        Cell(1, Badges.Verdict(payment)),
        Cell(2, payment.Belief is { } belief ? Fields.Word(belief.State) : Tag("span", Class("none"), "no answer")),
        Cell(3, Fields.Word(payment.Finality)),
        Cell(4, Fields.Word(payment.Belief?.Funds ?? FundsState.Unknown)),
        Cell(5, Fields.Money(payment.Belief?.Strongest.Amount ?? payment.Query.ExpectedAmount)),
        Cell(6, Times.Age(payment.TrackedAt, site.Now)),
        Cell(7, payment.NextCheckAt is { } due ? Times.Due(due, site.Now) : Fields.Word(payment.Status)));

    private static RenderFragment Cell(int column, RenderFragment content) =>
        Rows.Cell(Columns[column + 1], content);

    public static RenderFragment Name(TrackedTransaction payment) =>
        Fields.Foreign(payment.MerchantReference ?? payment.GatewayReference ?? Invariant($"#{payment.Id}"));

    private static RenderFragment Paging(Site site, ListModel model)
    {
        var first = model.Query with { After = null };
        return Tag(
            "nav", Class("paging"), Attr("aria-label", "Pages"),
            model.Query.After is null ? None : Link(site.Home + first.ToQueryString(), Attr("rel", "first"), "Newest payments"),
            model.Page.Items.Count == 0 ? None
                : Tag("span", Class("count"), Invariant($"{model.Page.Items.Count} on this page")),
            model.Page.Next is not { } next ? None
                : Link(site.Home + (model.Query with { After = next }).ToQueryString(), Attr("rel", "next"), "Older payments"));
    }
}
