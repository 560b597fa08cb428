using Microsoft.AspNetCore.Components;

namespace PaymentStatusSdk.Dashboard.Markup;

/// <summary>
/// Builds pages from elements. The renderer of the framework encodes every text and every value; there is no way to write markup as text.
/// </summary>
internal static class Html
{
    /// <summary>Nothing.</summary>
    public static RenderFragment None { get; } = static _ => { };

    /// <summary>Returns an element with its attributes and content.</summary>
    public static RenderFragment Tag(string name, params ReadOnlySpan<HtmlPart?> parts)
    {
        var kept = parts.ToArray();
        return builder =>
        {
            builder.OpenElement(0, name);
            // The renderer requires attributes before content.
            foreach (var part in kept)
            {
                if (part is { IsAttribute: true }) part.AddTo(builder);
            }

            foreach (var part in kept)
            {
                if (part is { IsAttribute: false }) part.AddTo(builder);
            }

            builder.CloseElement();
        };
    }

    /// <summary>Returns an attribute; null when it has no value.</summary>
    public static HtmlPart? Attr(string name, string? value) =>
        value is null ? null : new HtmlPart(builder => builder.AddAttribute(0, name, value), isAttribute: true);

    /// <summary>Returns an attribute without a value; null when it is not set.</summary>
    public static HtmlPart? Flag(string name, bool isSet) =>
        isSet ? new HtmlPart(builder => builder.AddAttribute(0, name, true), isAttribute: true) : null;

    /// <summary>Returns the attribute <c>class</c>.</summary>
    public static HtmlPart? Class(string? value) => Attr("class", value);

    /// <summary>Returns the content of all items, one after the other.</summary>
    public static RenderFragment Each<T>(IEnumerable<T> items, Func<T, RenderFragment> content)
    {
        RenderFragment[] parts = [.. items.Select(content)];
        return builder =>
        {
            foreach (var part in parts) builder.AddContent(0, part);
        };
    }

    /// <summary>Returns several parts, one after the other.</summary>
    public static RenderFragment All(params ReadOnlySpan<HtmlPart?> parts)
    {
        var kept = parts.ToArray();
        return builder =>
        {
            foreach (var part in kept) part?.AddTo(builder);
        };
    }

    /// <summary>Returns a link.</summary>
    public static RenderFragment Link(string href, params ReadOnlySpan<HtmlPart?> parts) => Tag("a", [Attr("href", href), .. parts]);
}
