using System.Buffers;
using System.Text;
using static System.FormattableString;

namespace PaymentStatusSdk.Desjardins.Protocol;

/// <summary>Describes a document that was not understood. The description contains only element names and counts.</summary>
internal static class DesjardinsOutline
{
    /// <summary>The maximum length of a description, in characters.</summary>
    internal const int MaxTextLength = 400;

    private const int MaxNames = 8;
    private const int MaxNameLength = 32;
    private const string OtherName = "?";

    private static readonly SearchValues<byte> NameEnds = SearchValues.Create(" \t\r\n/>"u8);

    /// <summary>Returns the root and the elements below it, in the order of their first occurrence.</summary>
    /// <param name="body">The document, well-formed or not, in an encoding that contains ASCII.</param>
    public static string Of(ReadOnlySpan<byte> body)
    {
        if (body.Contains((byte)0)) return $"{body.Length} bytes that are not text";
        var names = new List<(string Name, int Count)>();
        var (root, others) = ((string?)null, 0);
        for (var rest = body; TryReadName(ref rest, out var name);)
        {
            if (root is null)
            {
                root = name;
                continue;
            }

            var at = names.FindIndex(entry => entry.Name == name);
            if (at >= 0) names[at] = (name, names[at].Count + 1);
            else if (names.Count < MaxNames) names.Add((name, 1));
            else others++;
        }

        if (root is null) return $"{body.Length} bytes without an element";
        var list = names.Count == 0 ? "nothing" : string.Join(", ", names.Select(entry => $"{entry.Name} ({entry.Count})"));
        return $"root '{root}', below it {list}{(others > 0 ? Invariant($" and {others} more") : "")}";
    }

    private static bool TryReadName(ref ReadOnlySpan<byte> rest, out string name)
    {
        while (rest.IndexOf((byte)'<') is var at and >= 0)
        {
            rest = rest[(at + 1)..];
            if (rest.StartsWith("!--"u8)) Skip(ref rest, "-->"u8);
            else if (rest.StartsWith("![CDATA["u8)) Skip(ref rest, "]]>"u8);
            else if (!rest.IsEmpty && (char.IsAsciiLetter((char)rest[0]) || rest[0] is (byte)'_' or >= 0x80))
            {
                // Only as far as a name is shown: each of many unfinished tags would be searched to the end of the document.
                var start = rest[..Math.Min(rest.Length, MaxNameLength + 1)];
                var end = start.IndexOfAny(NameEnds);
                name = Printable(end < 0 ? start : start[..end]);
                return true;
            }
        }

        name = string.Empty;
        return false;
    }

    private static void Skip(ref ReadOnlySpan<byte> rest, ReadOnlySpan<byte> end)
    {
        var at = rest.IndexOf(end);
        rest = at < 0 ? [] : rest[at..];
    }

    private static string Printable(ReadOnlySpan<byte> name)
    {
        if (name.Length > MaxNameLength) return OtherName;
        foreach (var octet in name)
        {
            if (!char.IsAsciiLetterOrDigit((char)octet) && octet is not ((byte)'_' or (byte)'-' or (byte)'.' or (byte)':'))
                return OtherName;
        }

        return Encoding.ASCII.GetString(name);
    }
}
