using Microsoft.AspNetCore.Components;
using PaymentStatusSdk.Dashboard.Markup;
using PaymentStatusSdk.Dashboard.Tests.Hosting;

namespace PaymentStatusSdk.Dashboard.Tests.Markup;

/// <summary>Elements are complete, and no text becomes markup.</summary>
public sealed class HtmlTests
{
    private const string Attack = "\"><script>alert('1')</script>&";
    private const string Encoded = "&quot;&gt;&lt;script&gt;alert(&#x27;1&#x27;)&lt;/script&gt;&amp;";

    [Fact]
    public async Task Texts_and_values_of_attributes_are_encoded()
    {
        var content = Html.Tag("p", Html.Attr("title", Attack), Attack, Html.Link(Attack, Html.Class(Attack), Attack));

        Assert.Equal(
            $"<p title=\"{Encoded}\">{Encoded}<a href=\"{Encoded}\" class=\"{Encoded}\">{Encoded}</a></p>",
            await Rendered.HtmlAsync(content));
    }

    [Fact]
    public async Task Attributes_precede_the_content_and_keep_their_order()
    {
        var content = Html.Tag(
            "label", "one", Html.Flag("hidden", true), Html.Tag("b", "two"), Html.Attr("for", "x"), Html.Flag("disabled", false),
            Html.Attr("title", null), Html.Class(null), Html.Attr("data-live", ""), "three");

        Assert.Equal("<label hidden for=\"x\" data-live=\"\">one<b>two</b>three</label>", await Rendered.HtmlAsync(content));
    }

    [Fact]
    public async Task Parts_are_in_order_and_what_is_missing_is_left_out()
    {
        var content = Html.All(
            "a", null, Html.None, (string?)null, (RenderFragment?)null, Html.Each([1, 2, 3], one => Html.Tag("i", $"{one}")),
            Html.Tag("input", Html.Attr("name", "q")), Html.Tag("ul", Html.None), "z");

        Assert.Equal("a<i>1</i><i>2</i><i>3</i><input name=\"q\" /><ul></ul>z", await Rendered.HtmlAsync(content));
    }

    [Fact]
    public void Attribute_without_a_value_is_none()
    {
        Assert.Null(Html.Attr("title", null));
        Assert.Null(Html.Class(null));
        Assert.Null(Html.Flag("hidden", false));
        Assert.True(Html.Attr("title", "")!.IsAttribute);
        Assert.True(Html.Flag("hidden", true)!.IsAttribute);
        Assert.False(((HtmlPart)"text").IsAttribute);
        Assert.False(((HtmlPart)Html.None).IsAttribute);
    }
}
