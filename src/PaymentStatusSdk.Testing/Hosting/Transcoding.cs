using System.Text;

namespace PaymentStatusSdk.Testing;

/// <summary>Turns a finished UTF-8 answer into another charset, with its byte order mark where it has one.</summary>
internal static class Transcoding
{
    public static byte[] FromUtf8(ReadOnlySpan<byte> utf8, string charset)
    {
        var encoding = Encoding.GetEncoding(charset);
        return [.. encoding.GetPreamble(), .. encoding.GetBytes(Encoding.UTF8.GetString(utf8))];
    }
}
