using System.Text;
using System.Text.RegularExpressions;

namespace PaymentStatusSdk.Fuzz.Naive;

/// <summary>Finds the documents that the body of a callback may carry, with the means of strings.</summary>
internal static partial class NaiveCarrier
{
    /// <summary>Returns the body itself, the fields of a form, and the parts of multipart/form-data.</summary>
    /// <param name="body">The body.</param>
    /// <param name="field">The name of the field; null for any.</param>
    public static List<byte[]> Documents(byte[] body, string? field)
    {
        var documents = new List<byte[]> { body };
        foreach (var (name, value) in NaiveForm.Split(body))
        {
            var isSearched = field is null || name.Trim('\u00EF', '\u00BB', '\u00BF', ' ', '\t') == field;
            if (isSearched && value is not null) documents.Add(Encoding.Latin1.GetBytes(Unescape(value)));
        }

        var text = Encoding.Latin1.GetString(body);
        foreach (var part in text.Replace("\r\n", "\n", StringComparison.Ordinal).Split("\n\n"))
            documents.Add(Encoding.Latin1.GetBytes(part.Split("\n--")[0]));
        foreach (var part in text.Split("\r\n\r\n")) documents.Add(Encoding.Latin1.GetBytes(part.Split("\r\n--")[0]));
        return documents;
    }

    /// <summary>Returns the names and values of the parts of multipart/form-data, whose first line is the boundary.</summary>
    public static List<(string Name, string? Value)> Parts(byte[] body)
    {
        var fields = new List<(string, string?)>();
        var lines = Encoding.Latin1.GetString(body).Split('\n');
        var boundary = lines[0].TrimEnd(' ', '\t', '\r');
        if (boundary.Length <= 2 || !boundary.StartsWith("--", StringComparison.Ordinal)) return fields;
        var (name, value, isHeader) = ("", new List<string>(), true);
        foreach (var line in lines.Skip(1))
        {
            // Among the headers, a boundary is a line without a meaning.
            if (!isHeader && (line.TrimEnd(' ', '\t', '\r') == boundary || line.StartsWith(boundary + "--", StringComparison.Ordinal)))
            {
                var text = string.Join('\n', value);
                fields.Add((name, Decode(text.EndsWith('\r') ? text[..^1] : text)));
                (name, value, isHeader) = ("", [], true);
                if (line.StartsWith(boundary + "--", StringComparison.Ordinal)) break;
            }
            else if (!isHeader) value.Add(line);
            else if (line.Trim().Length == 0) isHeader = false;
            else if (NameOf(line) is { } found) name = found;
        }

        return fields;
    }

    // A quoted value may contain semicolons. Null when the line has no name.
    private static string? NameOf(string line)
    {
        if (!Disposition().IsMatch(line)) return null;
        var name = Parameter().Matches(line.TrimEnd(' ', '\t', '\r'))
            .FirstOrDefault(one => one.Groups[1].Value.Trim(' ', '\t').Equals("name", StringComparison.OrdinalIgnoreCase));
        return name is null ? null : name.Groups[2].Success ? name.Groups[2].Value : name.Groups[3].Value;
    }

    private static string? Decode(string octets)
    {
        try
        {
            return new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(Encoding.Latin1.GetBytes(octets));
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

    private static string Unescape(string value) => Regex.Replace(
        value.Replace('+', ' '), "%([0-9a-fA-F]{2})", match => ((char)Convert.ToByte(match.Groups[1].Value, 16)).ToString());

    [GeneratedRegex("^content-disposition:", RegexOptions.IgnoreCase)]
    private static partial Regex Disposition();

    [GeneratedRegex(""";([^=]*)=(?:"((?:[^"\\]|\\.)*)"[^;]*|([^;]*))""")]
    private static partial Regex Parameter();
}
