using Microsoft.AspNetCore.Components;
using static PaymentStatusSdk.Dashboard.Markup.Html;

namespace PaymentStatusSdk.Dashboard.Pages;

/// <summary>
/// Parts of tables. They name their roles, because the style sheet shows rows as cards on a phone, and browsers then forget that it is a
/// table.
/// </summary>
internal static class Rows
{
    public static RenderFragment Head(IEnumerable<string> columns) => Tag(
        "thead", Attr("role", "rowgroup"),
        Tag("tr", Attr("role", "row"), Each(columns, name => Tag("th", Attr("scope", "col"), Attr("role", "columnheader"), name))));

    public static RenderFragment Cell(string column, RenderFragment content) =>
        Tag("td", Attr("role", "cell"), Attr("data-label", column), content);
}
