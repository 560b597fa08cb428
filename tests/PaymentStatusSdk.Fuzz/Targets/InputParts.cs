using System.Text;

namespace PaymentStatusSdk.Fuzz.Targets;

/// <summary>Splits an input that stands for several messages, and fills in what no mutation can guess.</summary>
internal static class InputParts
{
    private static ReadOnlySpan<byte> Separator => "\n%%\n"u8;

    /// <summary>Returns the parts; there is at least one.</summary>
    public static List<byte[]> Split(byte[] input)
    {
        var parts = new List<byte[]>();
        var rest = input.AsSpan();
        while (rest.IndexOf(Separator) is var at and >= 0)
        {
            parts.Add(rest[..at].ToArray());
            rest = rest[(at + Separator.Length)..];
        }

        parts.Add(rest.ToArray());
        return parts;
    }

    /// <summary>Replaces each occurrence of a placeholder.</summary>
    public static byte[] Fill(byte[] part, string placeholder, string value) =>
        part.AsSpan().IndexOf(Encoding.ASCII.GetBytes(placeholder)) < 0
            ? part
            : Encoding.Latin1.GetBytes(Encoding.Latin1.GetString(part).Replace(placeholder, value, StringComparison.Ordinal));
}
