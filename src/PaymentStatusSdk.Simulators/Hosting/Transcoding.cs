using System.Text;

namespace PaymentStatusSdk.Simulators.Hosting;

/// <summary>Converts a finished UTF-8 answer to another charset, including the byte order mark of that charset.</summary>
internal static class Transcoding
{
    public static byte[] FromUtf8(ReadOnlySpan<byte> utf8, string charset)
    {
        var encoding = Encoding.GetEncoding(charset);
        return [.. encoding.GetPreamble(), .. encoding.GetBytes(Encoding.UTF8.GetString(utf8))];
    }
}
