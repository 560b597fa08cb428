using System.Globalization;
using Microsoft.AspNetCore.Components;
using static PaymentStatusSdk.Dashboard.Markup.Html;

namespace PaymentStatusSdk.Dashboard.Pages;

/// <summary>Shows times relative to now, with the exact time in UTC behind or beside them. Pure functions.</summary>
internal static class Times
{
    public static RenderFragment Ago(DateTimeOffset? time, DateTimeOffset now) => Element(time, past => $"{Length(now - past)} ago");

    public static RenderFragment Age(DateTimeOffset? time, DateTimeOffset now) => Element(time, past => Length(now - past));

    /// <summary>Shows a time that may lie ahead or behind.</summary>
    public static RenderFragment Due(DateTimeOffset? time, DateTimeOffset now) => Element(
        time, due => due > now ? $"in {Length(due - now)}" : now - due < TimeSpan.FromSeconds(5) ? "now" : $"{Length(now - due)} overdue");

    public static RenderFragment AgoAndExact(DateTimeOffset? time, DateTimeOffset now) => WithExact(Ago(time, now), time);

    public static RenderFragment DueAndExact(DateTimeOffset? time, DateTimeOffset now) => WithExact(Due(time, now), time);

    /// <summary>Returns a length of time in one or two units.</summary>
    public static string Length(TimeSpan length) => length switch
    {
        _ when length < TimeSpan.Zero => "0 s",
        { TotalMinutes: < 1 } => Text($"{length.Seconds} s"),
        { TotalHours: < 1 } => Text($"{length.Minutes} min"),
        { TotalDays: < 1 } => Text($"{length.Hours} h {length.Minutes:00} min"),
        { TotalDays: < 60 } => Text($"{length.Days} d {length.Hours} h"),
        _ => Text($"{length.Days} d"),
    };

    public static string Exact(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);

    private static RenderFragment Element(DateTimeOffset? time, Func<DateTimeOffset, string> text) => time is not { } known
        ? Tag("span", Class("none"), "none")
        : Tag(
            "time", Attr("datetime", known.UtcDateTime.ToString("O", CultureInfo.InvariantCulture)), Attr("title", Exact(known)),
            text(known));

    // A tooltip cannot be reached with the keyboard or on a phone.
    private static RenderFragment WithExact(RenderFragment relative, DateTimeOffset? time) =>
        time is { } known ? All(relative, Tag("span", Class("exact"), $" ({Exact(known)})")) : relative;

    private static string Text(FormattableString text) => FormattableString.Invariant(text);
}
