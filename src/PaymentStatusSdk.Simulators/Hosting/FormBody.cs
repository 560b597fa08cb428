using System.Globalization;
using System.Text;

namespace PaymentStatusSdk.Simulators.Hosting;

/// <summary>Reads and writes <c>application/x-www-form-urlencoded</c> bytes as the simulated gateways do.</summary>
internal static class FormBody
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: false);

    /// <summary>Returns the fields of a form. The first of a repeated name wins; a name without <c>=</c> has an empty value.</summary>
    public static Dictionary<string, string> Read(ReadOnlySpan<byte> body)
    {
        var fields = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var range in body.Split((byte)'&'))
        {
            var pair = body[range];
            if (pair.IsEmpty) continue;
            var equals = pair.IndexOf((byte)'=');
            var name = equals < 0 ? pair : pair[..equals];
            fields.TryAdd(Decode(name), equals < 0 ? "" : Decode(pair[(equals + 1)..]));
        }

        return fields;
    }

    /// <summary>Appends the escaped value: letters, digits and underscore are unchanged, every other byte becomes <c>%XX</c> (PROTOCOL.md
    /// of the PPRO adapter).</summary>
    public static void AppendEscaped(StringBuilder target, string value)
    {
        Span<byte> bytes = stackalloc byte[4];
        foreach (var rune in value.EnumerateRunes())
        {
            if (rune.IsAscii && (char.IsAsciiLetterOrDigit((char)rune.Value) || rune.Value == '_'))
            {
                target.Append((char)rune.Value);
                continue;
            }

            foreach (var octet in bytes[..rune.EncodeToUtf8(bytes)])
                target.Append('%').Append(octet.ToString("X2", CultureInfo.InvariantCulture));
        }
    }

    private static string Decode(ReadOnlySpan<byte> encoded)
    {
        if (encoded.IndexOfAny((byte)'%', (byte)'+') < 0) return Utf8.GetString(encoded);
        var bytes = new byte[encoded.Length];
        var length = 0;
        for (var i = 0; i < encoded.Length; i++)
        {
            if (encoded[i] == '%' && i + 2 < encoded.Length && TryHex(encoded.Slice(i + 1, 2), out var octet))
            {
                bytes[length++] = octet;
                i += 2;
            }
            else
            {
                bytes[length++] = encoded[i] == '+' ? (byte)' ' : encoded[i];
            }
        }

        return Utf8.GetString(bytes, 0, length);
    }

    private static bool TryHex(ReadOnlySpan<byte> digits, out byte octet) =>
        byte.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out octet);
}
