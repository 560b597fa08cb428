using System.Globalization;
using System.Text;

namespace PaymentStatusSdk.Cli.Record.Redaction;

/// <summary>Redacts form fields, and keeps which characters are escaped. It never fails.</summary>
internal static class FormBodyRedactor
{
    // Blanks and NULs around a form are no part of it.
    private static readonly char[] Frame = ['\r', '\n', '\0'];

    /// <summary>Redacts a form; each character is one octet.</summary>
    public static string Redact(string text, FieldRedactor fields)
    {
        var start = OctetText.LengthOfStart(text);
        return text[..start] + string.Join('&', text[start..].Split('&').Select(pair => OfPair(pair, fields)));
    }

    private static string OfPair(string pair, FieldRedactor fields)
    {
        var at = pair.AsSpan().IndexOf('=');
        // Without a value it is no field, but the rest of a text with an unescaped '&'.
        if (at < 0) return MaskOf(pair);
        var (name, raw) = (pair[..at], pair[(at + 1)..]);
        var core = raw.TrimEnd(Frame);
        var value = core.Length == 0 ? "" : OfValue(name.Trim(Frame), core, fields);
        return $"{NameOf(name, fields)}={value}{raw[core.Length..]}";
    }

    // A name with blanks around it is masked: it may be the rest of a text as well.
    private static string NameOf(string name, FieldRedactor fields)
    {
        var core = name.Trim(Frame);
        if (core.Length == 0) return name;
        var start = name.Length - name.TrimStart(Frame).Length;
        return name[..start] + fields.Name(core) + name[(start + core.Length)..];
    }

    private static string OfValue(string name, string raw, FieldRedactor fields)
    {
        var decoded = OctetText.Decode(string.Concat(Octets(raw).Select(one => one.Octet)));
        var kept = fields.Redact(name, decoded);
        if (kept is null) return MaskOf(raw);
        return kept == decoded ? raw : kept is ['{', '{', ..] ? kept : Escape(kept, raw);
    }

    // A made-up reference has the punctuation of the real one, so it is escaped like that.
    private static string Escape(string value, string raw) => Octets(raw).Any(one => one.IsEscaped) ? Uri.EscapeDataString(value) : value;

    private static string MaskOf(string raw)
    {
        var octets = Octets(raw).ToArray();
        var masked = Mask.Octets(string.Concat(octets.Select(one => one.Octet)));
        var result = new StringBuilder(raw.Length);
        for (var i = 0; i < octets.Length; i++)
        {
            if (octets[i].IsEscaped) result.Append('%').Append(((int)masked[i]).ToString("X2", CultureInfo.InvariantCulture));
            else result.Append(octets[i].Octet == ' ' ? '+' : masked[i]);
        }

        return result.ToString();
    }

    private static IEnumerable<(char Octet, bool IsEscaped)> Octets(string raw)
    {
        for (var i = 0; i < raw.Length; i++)
        {
            if (raw[i] == '%' && i + 2 < raw.Length && char.IsAsciiHexDigit(raw[i + 1]) && char.IsAsciiHexDigit(raw[i + 2]))
            {
                yield return ((char)Convert.ToByte(raw.Substring(i + 1, 2), 16), true);
                i += 2;
            }
            else
            {
                yield return (raw[i] == '+' ? ' ' : raw[i], false);
            }
        }
    }
}
