using PaymentStatusSdk.Adapters;

namespace PaymentStatusSdk.ConvergeGate;

/// <summary>
/// Escapes each <c>&amp;</c> that starts no entity. Merchants' own texts get into answers unescaped; a <c>&lt;</c> is never touched, since that
/// would be guessing at structure. <c>PROTOCOL.md, escaping</c>
/// </summary>
internal static class ConvergeGateMarkup
{
    private const int LongestReference = 12;

    /// <summary>The repaired document; null when there was nothing to repair.</summary>
    public static byte[]? Repair(ReadOnlySpan<byte> body)
    {
        using var repaired = new RequestBuffer();
        var isChanged = false;
        while (body.IndexOfAny((byte)'&', (byte)'<') is var at and >= 0)
        {
            var end = body[at] == '<' ? SkipMarkup(body, at) : at + 1;
            var isBare = body[at] == '&' && !StartsReference(body[end..]);
            repaired.Write(body[..end]);
            body = body[end..];
            if (!isBare) continue;
            repaired.Write("amp;"u8);
            isChanged = true;
            if (repaired.Written > ExchangeDefaults.MaxBodyBytes) return null;
        }

        repaired.Write(body);
        return isChanged && repaired.Written <= ExchangeDefaults.MaxBodyBytes ? repaired.ToArray() : null;
    }

    // In a CDATA section '&' is a character like any other.
    private static int SkipMarkup(ReadOnlySpan<byte> body, int at)
    {
        if (!body[at..].StartsWith("<![CDATA["u8)) return at + 1;
        var close = body[at..].IndexOf("]]>"u8);
        return close < 0 ? body.Length : at + close;
    }

    private static bool StartsReference(ReadOnlySpan<byte> rest)
    {
        var end = rest[..Math.Min(rest.Length, LongestReference)].IndexOf((byte)';');
        if (end <= 0) return false;
        var name = rest[..end];
        if (name[0] == '#') return IsCharacterReference(name[1..]);
        return name.SequenceEqual("amp"u8) || name.SequenceEqual("lt"u8) || name.SequenceEqual("gt"u8)
            || name.SequenceEqual("quot"u8) || name.SequenceEqual("apos"u8);
    }

    private static bool IsCharacterReference(ReadOnlySpan<byte> digits)
    {
        var isHex = digits.StartsWith("x"u8);
        if (isHex) digits = digits[1..];
        foreach (var digit in digits)
        {
            if (!(isHex ? char.IsAsciiHexDigit((char)digit) : char.IsAsciiDigit((char)digit))) return false;
        }

        return !digits.IsEmpty;
    }
}
