using System.Globalization;
using System.Text;

namespace PaymentStatusSdk.Benchmarks.Compare;

/// <summary>Reads requests of HTTP/1.1 with a Content-Length, as far as the servers of this benchmark need it.</summary>
internal static class HttpRequestText
{
    /// <summary>Returns true when the bytes are a whole request. A client sends its next request after the whole answer.</summary>
    public static bool TryFindBody(ReadOnlySpan<byte> request, out ReadOnlySpan<byte> body)
    {
        body = default;
        var end = request.IndexOf("\r\n\r\n"u8);
        if (end < 0) return false;
        var length = ContentLength(Encoding.ASCII.GetString(request[..end]));
        if (request.Length < end + 4 + length) return false;
        body = request.Slice(end + 4, length);
        return true;
    }

    private static int ContentLength(string head)
    {
        const string Name = "\r\nContent-Length:";
        var at = head.IndexOf(Name, StringComparison.OrdinalIgnoreCase);
        if (at < 0) return 0;
        var value = head.AsSpan(at + Name.Length);
        var end = value.IndexOf('\r');
        return int.Parse(end < 0 ? value : value[..end], NumberStyles.AllowLeadingWhite, CultureInfo.InvariantCulture);
    }
}
