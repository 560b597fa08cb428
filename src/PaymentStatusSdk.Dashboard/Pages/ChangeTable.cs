using Microsoft.AspNetCore.Components;
using PaymentStatusSdk.Tracking;
using static PaymentStatusSdk.Dashboard.Markup.Html;
using static System.FormattableString;

namespace PaymentStatusSdk.Dashboard.Pages;

/// <summary>Changes with the progress of their delivery to the handlers of the application.</summary>
internal static class ChangeTable
{
    private static readonly string[] Columns = ["Change", "When", "What", "Verdict", "State", "Delivery", "Tries"];

    public static RenderFragment Content(Site site, IReadOnlyList<StatusChangeDelivery> changes, string none, bool withPayment = false)
    {
        if (changes.Count == 0) return Tag("p", Class("empty"), none);
        return Tag(
            "div", Class("scroll"),
            Tag(
                "table", Class("changes"),
                Tag("caption", Class("hidden"), "Changes, newest first"),
                Tag("thead", Tag("tr", Each(Columns, name => Tag("th", Attr("scope", "col"), name)))),
                Tag("tbody", Each(changes, one => Row(site, one, withPayment)))));
    }

    private static RenderFragment Row(Site site, StatusChangeDelivery delivery, bool withPayment)
    {
        var change = delivery.Change;
        return Tag(
            "tr",
            Tag(
                "th", Attr("scope", "row"),
                withPayment ? Link(site.Path(Invariant($"{change.Transaction.Id}")), ListPage.Name(change.Transaction)) : None,
                Tag("span", Class("number"), Invariant($"{(withPayment ? " " : "")}#{change.Sequence}"))),
            Cell("When", Times.Ago(change.At, site.Now)),
            Cell("What", All(Advice.Of(change.Kind), Resolution(change))),
            Cell("Verdict", Badges.Verdict(change.Transaction.Verdict, change.Transaction.Finality)),
            Cell("State", All(States(change), Finality(change))),
            Cell("Delivery", Delivery(site, delivery)),
            Cell("Tries", Tag("span", Class("number"), Invariant($"{delivery.Tries}"))));
    }

    private static RenderFragment States(StatusChange change)
    {
        var state = change.Transaction.Belief?.State ?? PaymentState.Unknown;
        return change.PreviousState == state || change.PreviousState == PaymentState.Unknown
            ? Fields.Word(state)
            : All(Fields.Word(change.PreviousState), " → ", Fields.Word(state));
    }

    private static RenderFragment Resolution(StatusChange change) =>
        change is not { Kind: StatusChangeKind.Resolved, Transaction.Resolution: { } resolution } ? None : Tag(
            "span", Class("second"), Fields.Foreign(resolution.ResolvedBy), ": ", Fields.Foreign(resolution.Reason));

    private static RenderFragment Finality(StatusChange change) =>
        Tag("span", Class("second"), Fields.Word(change.Transaction.Finality));

    private static RenderFragment Delivery(Site site, StatusChangeDelivery delivery) => All(
        Badges.Delivery(delivery.Status),
        delivery.LastError is null || delivery.Status == DeliveryStatus.Delivered ? None
            : Tag("span", Class("second"), Fields.Foreign(delivery.LastError)),
        delivery.Status == DeliveryStatus.Pending && delivery.NextTryAt is not null
            ? Tag("span", Class("second"), "next try ", Times.Due(delivery.NextTryAt, site.Now)) : None,
        delivery.Status == DeliveryStatus.Parked && site.MayAct
            ? PaymentActions.Form(
                site, site.Path($"changes/{delivery.Change.Id:D}/redeliver"), "Deliver again", "small",
                Invariant($"Deliver change {delivery.Change.Sequence} again"))
            : None);

    private static RenderFragment Cell(string column, RenderFragment content) => Tag("td", Attr("data-label", column), content);
}
