using Microsoft.AspNetCore.Components;
using PaymentStatusSdk.Tracking;
using static PaymentStatusSdk.Dashboard.Markup.Html;

namespace PaymentStatusSdk.Dashboard.Pages;

/// <summary>The deliveries that were set aside because a handler failed too often.</summary>
internal static class ParkedPage
{
    public static RenderFragment Content(Site site, StatusChangePage page) => All(
        Tag("h1", "Parked deliveries"),
        Tag(
            "p", Class("meaning"),
            "A handler of your application failed too often on these changes. The belief about the payments is not affected, and later "
            + "changes are not blocked. Find the reason in the log by the error type, correct the handler, and deliver the changes again. "
            + "Handlers that have completed a change are not called again for it. A change that is delivered again comes out of order, "
            + "after later changes of its payment: the handler must ignore a change whose sequence is older than what it has applied."),
        Tag(
            "div", Attr("id", "live"), Attr("data-live", ""),
            ChangeTable.Content(site, page.Items, "Nothing is parked.", withPayment: true)),
        page.Next is not { } next ? None
            : Link(site.Path($"parked?after={next:D}"), Attr("rel", "next"), "Older deliveries"));
}
