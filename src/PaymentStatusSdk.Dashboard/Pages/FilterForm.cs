using Microsoft.AspNetCore.Components;
using PaymentStatusSdk.Dashboard.Markup;
using PaymentStatusSdk.Tracking;
using static PaymentStatusSdk.Dashboard.Markup.Html;

namespace PaymentStatusSdk.Dashboard.Pages;

/// <summary>The form that filters and searches the list of payments. It works without script.</summary>
internal static class FilterForm
{
    public static RenderFragment Content(Site site, ListModel model)
    {
        var query = model.Query;
        return Tag(
            "form", Class("filter"), Attr("method", "get"), Attr("action", site.Home), Attr("role", "search"),
            Attr("aria-label", "Find payments"),
            Labeled(
                "q", "Reference", "wide",
                Tag(
                    "input", Attr("type", "search"), Attr("id", "q"), Attr("name", "q"), Attr("value", query.Search),
                    Attr("placeholder", "Merchant or gateway reference"), Attr("autocomplete", "off"), Attr("maxlength", "256"))),
            Select("client", "Client", ClientsOf(model), query.Client),
            Select(
                "state", "State", Enum.GetValues<PaymentState>().Select(state => ($"{state}", StateName(state))), query.State?.ToString()),
            Select(
                "status", "Tracking",
                Enum.GetValues<TrackingStatus>().Where(status => status != TrackingStatus.Unknown)
                    .Select(status => ($"{status}", Words.Of(status))),
                query.Status?.ToString()),
            Select("age", "Age", Ages.All.Select(age => (age.Name, age.Text)), query.Age),
            Check("contested", "Contested", query.Contested),
            Check("mismatch", "Mismatch", query.Mismatch),
            Tag(
                "div", Class("buttons"), Tag("button", Attr("type", "submit"), Class("primary"), "Show"),
                query.IsEverything ? None : Link(site.Home, Class("button"), "Clear")));
    }

    private static IEnumerable<(string, string)> ClientsOf(ListModel model) => model.Clients
        .Concat(model.Query.Client is { } client ? [client] : [])
        .Distinct(StringComparer.Ordinal)
        .Select(name => (name, Visible.Text(name)!));

    public static string StateName(PaymentState state) => state == PaymentState.Unknown ? "Unknown or no answer" : Words.Of(state);

    private static RenderFragment Select(string name, string label, IEnumerable<(string Value, string Text)> options, string? chosen) =>
        Labeled(
            name, label, null,
            Tag(
                "select", Attr("id", name), Attr("name", name),
                Tag("option", Attr("value", ""), "All"),
                Each(options, one => Tag("option", Attr("value", one.Value), Flag("selected", one.Value == chosen), one.Text))));

    private static RenderFragment Labeled(string id, string label, string? style, RenderFragment input) =>
        Tag("div", Class(style is null ? "field" : $"field {style}"), Tag("label", Attr("for", id), label), input);

    private static RenderFragment Check(string name, string label, bool isChecked) => Tag(
        "label", Class("check"),
        Tag("input", Attr("type", "checkbox"), Attr("name", name), Flag("checked", isChecked)), label);
}
