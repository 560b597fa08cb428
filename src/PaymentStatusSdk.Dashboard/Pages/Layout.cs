using Microsoft.AspNetCore.Components;
using PaymentStatusSdk.Dashboard.Assets;
using static PaymentStatusSdk.Dashboard.Markup.Html;

namespace PaymentStatusSdk.Dashboard.Pages;

/// <summary>The frame of every page.</summary>
internal static class Layout
{
    public static RenderFragment Page(Site site, string title, string section, RenderFragment content) => Tag(
        "html", Attr("lang", "en"),
        Tag(
            "head",
            Tag("meta", Attr("charset", "utf-8")),
            Tag("meta", Attr("name", "viewport"), Attr("content", "width=device-width, initial-scale=1")),
            Tag("meta", Attr("name", "color-scheme"), Attr("content", "light dark")),
            Tag("meta", Attr("name", "robots"), Attr("content", "noindex")),
            Tag("title", $"{title} - Payment status"),
            Tag("link", Attr("rel", "icon"), Attr("type", "image/svg+xml"), Attr("href", AssetFiles.Icon.UrlBelow(site.Root))),
            Tag("link", Attr("rel", "stylesheet"), Attr("href", AssetFiles.Style.UrlBelow(site.Root))),
            site.Events is null ? None : Tag("script", Attr("src", AssetFiles.Script.UrlBelow(site.Root)), Flag("defer", true))),
        Tag(
            "body",
            Link("#main", Class("skip"), "Skip to the content"),
            Tag(
                "header", Class("top"),
                Link(site.Home, Class("brand"), Tag("span", Class("mark"), Attr("aria-hidden", "true"), "●"), "Payment status"),
                Tag("nav", Attr("aria-label", "Sections"), Navigation(site, section)),
                Tag("p", Class("who"), Who(site))),
            Tag("main", Attr("id", "main"), Attr("tabindex", "-1"), Attr("data-events", site.Events), Notice(site), content),
            site.Events is null ? None : Tag("p", Attr("id", "announcement"), Class("hidden"), Attr("aria-live", "polite")),
            Tag(
                "footer", "Times are relative; the page of a payment has them in UTC too. This page was written at ", Times.Exact(site.Now),
                ".")));

    private static RenderFragment Navigation(Site site, string section) => Each(
        [("Payments", site.Home), ("Parked deliveries", site.Path("parked")), ("Clients", site.Path("clients"))],
        ((string Name, string Href) one) => Link(
            one.Href, Attr("aria-current", one.Name == section ? "page" : null), one.Name));

    private static RenderFragment Who(Site site) => All(
        site.Events is null ? None : Tag("span", Attr("id", "connection")),
        site.IsOpen ? Tag("span", Class("open"), "Development: open on this machine") : Tag("bdi", site.User ?? "Signed in"),
        Tag("span", Class("role"), site.MayAct ? "Operator" : "Read only"));

    private static RenderFragment Notice(Site site) =>
        Tag("div", Class(site.Notice is null ? null : "notice"), Attr("role", "status"), site.Notice);
}
