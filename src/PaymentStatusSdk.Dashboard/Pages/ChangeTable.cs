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
                "table", Class("changes"), Attr("role", "table"),
                Tag("caption", Class("hidden"), "Changes, newest first"),
                Rows.Head(Columns),
                Tag("tbody", Attr("role", "rowgroup"), Each(changes, one => Row(site, one, withPayment)))));
    }

    private static RenderFragment Row(Site site, StatusChangeDelivery delivery, bool withPayment)
    {
        var change = delivery.Change;
        return Tag(
            "tr", Attr("role", "row"),
            Tag(
                "th", Attr("scope", "row"), Attr("role", "rowheader"),
                withPayment ? Link(site.Path(Invariant($"{change.Transaction.Id}")), ListPage.Name(change.Transaction)) : None,
                Tag("span", Class("number"), Invariant($"{(withPayment ? " " : "")}#{change.Sequence}"))),
            Rows.Cell("When", Times.AgoAndExact(change.At, site.Now)),
            Rows.Cell("What", All(Advice.Of(change.Kind), Resolution(change))),
            Rows.Cell("Verdict", Badges.Verdict(change.Transaction)),
            Rows.Cell("State", All(States(change), Finality(change))),
            Rows.Cell("Delivery", Delivery(site, delivery)),
            Rows.Cell("Tries", Tag("span", Class("number"), Invariant($"{delivery.Tries}"))));
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
}
