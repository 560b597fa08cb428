using Microsoft.AspNetCore.Components;
using static PaymentStatusSdk.Dashboard.Markup.Html;

namespace PaymentStatusSdk.Dashboard.Pages;

/// <summary>A page with a message instead of content.</summary>
internal static class MessagePage
{
    public static RenderFragment Content(Site site, string title, string text) => All(
        Tag("h1", title), Tag("p", Class("meaning"), text), Link(site.Home, Class("back-link"), "All payments"));
}
