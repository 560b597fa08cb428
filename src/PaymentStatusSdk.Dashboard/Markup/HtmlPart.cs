using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;

namespace PaymentStatusSdk.Dashboard.Markup;

/// <summary>A part of an element: an attribute, a text or other content.</summary>
internal sealed class HtmlPart(Action<RenderTreeBuilder> add, bool isAttribute)
{
    public bool IsAttribute => isAttribute;

    public void AddTo(RenderTreeBuilder builder) => add(builder);

    public static implicit operator HtmlPart(string? text) => new(builder => builder.AddContent(0, text), isAttribute: false);

    public static implicit operator HtmlPart(RenderFragment? content) =>
        new(builder => builder.AddContent(0, content), isAttribute: false);
}
