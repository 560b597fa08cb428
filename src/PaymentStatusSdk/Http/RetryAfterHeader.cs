using System.Globalization;

namespace PaymentStatusSdk.Http;

/// <summary>
/// Reads headers that request a pause, such as <c>Retry-After</c>: a number of seconds or an HTTP date (RFC 9110, 5.6.7 and 10.2.3).
/// </summary>
internal static class RetryAfterHeader
{
    /// <summary>The maximum pause, about 999 years; a longer one is reduced to it, so that it can be added to the current time.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromDays(365_000);

    private static readonly string[] DateFormats =
    [
        "d MMM yyyy HH:mm:ss", "d-MMM-yy HH:mm:ss", "d-MMM-yyyy HH:mm:ss", "MMM d HH:mm:ss yyyy",
    ];

    /// <summary>Returns the longest pause that the lines request; null when there is none, or none that can be read.</summary>
    /// <remarks>A fraction of a second is rounded up, so that the next request is never too early.</remarks>
    public static TimeSpan? Read(IEnumerable<string?> lines, DateTimeOffset now)
    {
        TimeSpan? longest = null;
        foreach (var line in lines)
        {
            if (ReadLine(line.AsSpan().Trim(), now) is { } pause) longest = Longer(longest, pause);
        }

        return longest;
    }

    private static TimeSpan Longer(TimeSpan? before, TimeSpan pause) => before is { } one && one > pause ? one : pause;

    private static TimeSpan? ReadLine(ReadOnlySpan<char> line, DateTimeOffset now) => ReadDate(line, now) ?? ReadNumbers(line);

    // Proxies join lines with the same name into a list.
    private static TimeSpan? ReadNumbers(ReadOnlySpan<char> list)
    {
        TimeSpan? longest = null;
        foreach (var range in list.Split(','))
        {
            if (ReadNumber(list[range].Trim()) is not { } pause) return null;
            longest = Longer(longest, pause);
        }

        return longest;
    }

    private static TimeSpan? ReadNumber(ReadOnlySpan<char> number)
    {
        var point = number.IndexOf('.');
        var whole = point < 0 ? number : number[..point];
        var fraction = point < 0 ? "0" : number[(point + 1)..];
        if (whole.IsEmpty || fraction.IsEmpty || whole.ContainsAnyExceptInRange('0', '9') || fraction.ContainsAnyExceptInRange('0', '9'))
            return null;
        var seconds = 0L;
        foreach (var digit in whole)
        {
            seconds = (seconds * 10) + (digit - '0');
            if (seconds >= Longest.TotalSeconds) return Longest;
        }

        return TimeSpan.FromSeconds(seconds + (fraction.ContainsAnyExcept('0') ? 1 : 0));
    }

    private static TimeSpan? ReadDate(ReadOnlySpan<char> date, DateTimeOffset now)
    {
        if (date.IsEmpty || !char.IsAsciiLetter(date[0])) return null;
        // The name of the day is ignored, because some senders use a wrong one.
        var day = date.IndexOfAny(',', ' ');
        if (day < 0) return null;
        var rest = date[(day + 1)..].Trim();
        if (rest.EndsWith(" GMT", StringComparison.OrdinalIgnoreCase) || rest.EndsWith(" UTC", StringComparison.OrdinalIgnoreCase))
            rest = rest[..^4];
        const DateTimeStyles Styles = DateTimeStyles.AllowInnerWhite;
        if (!DateTime.TryParseExact(rest, DateFormats, CultureInfo.InvariantCulture, Styles, out var time)) return null;
        var at = new DateTimeOffset(time, TimeSpan.Zero);
        return at <= now ? TimeSpan.Zero : at - now < Longest ? at - now : Longest;
    }
}
