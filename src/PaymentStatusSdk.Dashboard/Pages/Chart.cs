using System.Globalization;
using Microsoft.AspNetCore.Components;
using static PaymentStatusSdk.Dashboard.Markup.Html;

namespace PaymentStatusSdk.Dashboard.Pages;

/// <summary>Draws small charts as SVG. The text says what a chart shows, for those who do not see it.</summary>
internal static class Chart
{
    private const int Height = 40;
    private const int Step = 4;

    /// <summary>Draws a bar for each value, with the part of it that is bad in another color at the bottom.</summary>
    public static RenderFragment Bars(string text, IReadOnlyList<(double Value, double Bad)> bars)
    {
        var most = bars.Max(bar => bar.Value);
        return Tag(
            "figure", Class("chart"),
            Tag(
                "svg", Attr("viewBox", $"0 0 {Number(bars.Count * Step)} {Number(Height)}"), Attr("preserveAspectRatio", "none"),
                Attr("aria-hidden", "true"), Attr("focusable", "false"),
                Each(bars.Index().Where(bar => bar.Item.Value > 0), bar => All(
                    Bar(bar.Index, HeightOf(bar.Item.Value, most), "bar"),
                    bar.Item.Bad > 0 ? Bar(bar.Index, HeightOf(bar.Item.Bad, most), "bar bad") : None))),
            Tag("figcaption", text));
    }

    private static double HeightOf(double value, double most) => Math.Max(1, Height * value / most);

    private static RenderFragment Bar(int index, double height, string style) => Tag(
        "rect", Class(style), Attr("x", Number(index * Step)), Attr("y", Number(Height - height)), Attr("width", Number(Step - 1)),
        Attr("height", Number(height)));

    private static string Number(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);
}
