using System.Text;

namespace PaymentStatusSdk.Adapters.Wire;

/// <summary>Builds addresses below a gateway's endpoint from ids that the gateway, the merchant or a customer chose.</summary>
public static class GatewayUri
{
    /// <summary>Appends segments to the path of an endpoint.</summary>
    /// <param name="endpoint">
    /// An absolute address. Its own path is kept, with or without a trailing slash, and its query follows the segments; a fragment is
    /// dropped.
    /// </param>
    /// <param name="segments">
    /// The unescaped segments; at least one. Everything but letters, digits and <c>-._~</c> is escaped, including <c>/</c> and <c>%</c>: a
    /// segment stays one segment, and <c>%2e%2e</c> is sent as <c>%252e%252e</c>.
    /// </param>
    /// <exception cref="ArgumentException">
    /// The endpoint is not absolute; there is no segment; a segment is empty, is not valid Unicode, or
    /// is or contains a <c>.</c> or <c>..</c> between slashes or backslashes, even with blanks, a semicolon or a NUL after it: a server or
    /// a proxy would request another resource.
    /// </exception>
    public static Uri Append(Uri endpoint, params ReadOnlySpan<string> segments)
    {
        ArgumentNullException.ThrowIfNull(endpoint);
        if (!endpoint.IsAbsoluteUri) throw new ArgumentException("The endpoint must be an absolute address.", nameof(endpoint));
        if (segments.IsEmpty) throw new ArgumentException("At least one segment is required.", nameof(segments));
        var address = new StringBuilder(endpoint.GetLeftPart(UriPartial.Path).TrimEnd('/'));
        foreach (var segment in segments)
        {
            if (FindSegmentError(segment) is { } error) throw new ArgumentException($"A segment of the path {error}", nameof(segments));
            address.Append('/').Append(Uri.EscapeDataString(segment));
        }

        return new Uri(address.Append(endpoint.Query).ToString());
    }

    /// <summary>
    /// Returns why a text cannot be a segment; null when it can. The text is not quoted: an id identifies a payment.
    /// </summary>
    internal static string? FindSegmentError(string? segment)
    {
        if (string.IsNullOrEmpty(segment)) return "is empty.";
        if (!TextRules.IsWellFormed(segment)) return "is not valid Unicode.";
        // Some servers and proxies decode %2F and %5C before they resolve dots.
        foreach (var part in segment.AsSpan().SplitAny('/', '\\'))
        {
            if (NameOf(segment.AsSpan()[part]) is "." or "..") return "is or contains '.' or '..'.";
        }

        return null;
    }

    // Some servers treat the text after a semicolon as a parameter, end a text at a NUL, or remove blanks.
    private static ReadOnlySpan<char> NameOf(ReadOnlySpan<char> part) =>
        (part.IndexOfAny(';', '\0') is >= 0 and var end ? part[..end] : part).Trim();
}
