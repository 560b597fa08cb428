using System.Globalization;
using System.Net;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using PaymentStatusSdk.Dashboard.Markup;

namespace PaymentStatusSdk.Dashboard.Tests.Hosting;

/// <summary>Renders parts of pages without a host, and compares them with what is expected.</summary>
internal static class Rendered
{
    /// <summary>Returns the HTML as it is sent.</summary>
    public static async Task<string> HtmlAsync(RenderFragment content)
    {
        await using var services = new ServiceCollection().BuildServiceProvider();
        return await HtmlWriter.RenderAsync(services, NullLoggerFactory.Instance, content);
    }

    /// <summary>Returns the HTML with its characters decoded, which is easier to compare.</summary>
    public static async Task<string> TextAsync(RenderFragment content) => WebUtility.HtmlDecode(await HtmlAsync(content));

    /// <summary>Asserts all of the decoded HTML. Line breaks and indentation are ignored in what is expected.</summary>
    public static async Task AssertAsync(string expected, RenderFragment content) =>
        Assert.Equal(string.Concat(expected.Split('\n').Select(line => line.TrimStart())), await TextAsync(content));

    /// <summary>Returns the element of a time with its text.</summary>
    public static string Time(DateTimeOffset time, string text) => string.Create(
        CultureInfo.InvariantCulture, $"<time datetime=\"{time.UtcDateTime:O}\" title=\"{Utc(time)}\">{text}</time>");

    /// <summary>Returns the element of a time with its text, and the exact time behind it.</summary>
    public static string TimeAndUtc(DateTimeOffset time, string text) =>
        $"{Time(time, text)}<span class=\"exact\"> ({Utc(time)})</span>";

    public static string Badge(string kind, string sign, string text) =>
        $"<span class=\"badge {kind}\"><span class=\"sign\" aria-hidden=\"true\">{sign}</span>{text}</span>";

    public static string Foreign(string text) => $"<bdi class=\"foreign\">{text}</bdi>";

    public static string Cell(string column, string content) => $"<td role=\"cell\" data-label=\"{column}\">{content}</td>";

    public static string Head(params string[] columns) => "<thead role=\"rowgroup\"><tr role=\"row\">"
        + string.Concat(columns.Select(name => $"<th scope=\"col\" role=\"columnheader\">{name}</th>")) + "</tr></thead>";

    public static string Field(string name, string value) => $"<div><dt>{name}</dt><dd>{value}</dd></div>";

    private static string Utc(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture) + " UTC";
}
