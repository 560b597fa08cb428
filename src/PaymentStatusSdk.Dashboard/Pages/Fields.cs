using System.Globalization;
using Microsoft.AspNetCore.Components;
using PaymentStatusSdk.Dashboard.Markup;
using static PaymentStatusSdk.Dashboard.Markup.Html;

namespace PaymentStatusSdk.Dashboard.Pages;

/// <summary>Shows values. Pure functions.</summary>
internal static class Fields
{
    /// <summary>A text that a gateway or merchant chose: isolated, so that its direction of writing does not affect the page.</summary>
    public static RenderFragment Foreign(string? text) =>
        text is null ? Nothing : Tag("bdi", Class("foreign"), Visible.Text(text));

    public static RenderFragment Nothing { get; } = Tag("span", Class("none"), "none");

    public static RenderFragment Money(Money? amount) => amount is null ? Nothing : Tag(
        "span", Class("number"),
        amount.Amount.ToString("N" + amount.Amount.Scale, CultureInfo.InvariantCulture) + " " + amount.Currency);

    /// <summary>Returns a list of names with their values; null values are left out.</summary>
    public static RenderFragment List(params ReadOnlySpan<(string Name, RenderFragment? Value)> fields)
    {
        var kept = fields.ToArray().Where(field => field.Value is not null);
        return Tag("dl", Class("fields"), Each(kept, field => Tag("div", Tag("dt", field.Name), Tag("dd", field.Value))));
    }

    public static RenderFragment Word<T>(T value)
        where T : struct, Enum => All(Words.Of(value));
}
