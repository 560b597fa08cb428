using System.Buffers;
using System.Text;
using System.Text.Unicode;

namespace PaymentStatusSdk.Adapters.Wire;

/// <summary>Reads the pairs of a form-encoded body, octet by octet, without a copy (unless the body has raw line breaks).</summary>
/// <remarks>
/// Splits at <c>&amp;</c> and at the first <c>=</c>. Raw line breaks are layout, not data, and are removed from names and values. Empty
/// segments are skipped, and so are UTF-8 byte order marks before the first pair and NULs after the last. Decoding happens once and is
/// strict: a malformed escape or invalid UTF-8 is reported, never replaced.
/// </remarks>
public ref struct FormReader
{
    private ReadOnlySpan<byte> _rest;

    /// <summary>Creates a reader that is positioned before the first pair.</summary>
    public FormReader(ReadOnlySpan<byte> body)
    {
        var trimmed = TrimLayout(WithoutFrame(body));
        _rest = trimmed.IndexOfAny((byte)'\r', (byte)'\n') < 0 ? trimmed : WithoutLineBreaks(trimmed);
    }

    /// <summary>The current pair's name as it is on the wire, without raw line breaks.</summary>
    public ReadOnlySpan<byte> Name { get; private set; }

    /// <summary>The current pair's value as it is on the wire, without raw line breaks.</summary>
    public ReadOnlySpan<byte> Value { get; private set; }

    /// <summary>Whether the current pair has a <c>=</c>. A bare token has only a name.</summary>
    public bool HasValue { get; private set; }

    /// <summary>Moves to the next pair or bare token. Returns false at the end.</summary>
    public bool Read()
    {
        while (!_rest.IsEmpty)
        {
            var end = _rest.IndexOf((byte)'&');
            var segment = TrimLayout(end < 0 ? _rest : _rest[..end]);
            _rest = end < 0 ? default : _rest[(end + 1)..];
            if (segment.IsEmpty) continue;
            var equals = segment.IndexOf((byte)'=');
            HasValue = equals >= 0;
            Name = HasValue ? segment[..equals] : segment;
            Value = HasValue ? segment[(equals + 1)..] : default;
            return true;
        }

        return false;
    }

    /// <summary>Decodes a name or value: <c>+</c> is a space, <c>%XX</c> is an octet, and the octets are UTF-8.</summary>
    /// <returns>False when an escape is malformed or the octets are not UTF-8; <paramref name="text"/> is then the raw text.</returns>
    public static bool TryDecode(ReadOnlySpan<byte> encoded, out string text)
    {
        byte[]? rented = null;
        var octets = encoded.Length <= 512 ? stackalloc byte[512] : rented = ArrayPool<byte>.Shared.Rent(encoded.Length);
        try
        {
            // Checked first: a body may have thousands of invalid values, and an exception for each takes long.
            if (TryUnescape(encoded, octets, out var length) && Utf8.IsValid(octets[..length]))
            {
                text = Encoding.UTF8.GetString(octets[..length]);
                return true;
            }
        }
        finally
        {
            octets.Clear();
            if (rented is not null) ArrayPool<byte>.Shared.Return(rented);
        }

        text = Encoding.Latin1.GetString(encoded);
        return false;
    }

    internal static bool TryUnescape(ReadOnlySpan<byte> encoded, Span<byte> octets, out int length)
    {
        length = 0;
        for (var i = 0; i < encoded.Length; i++)
        {
            var octet = encoded[i];
            if (octet is (byte)'\r' or (byte)'\n') continue;
            if (octet == '+') octet = (byte)' ';
            else if (octet == '%')
            {
                if (i + 2 >= encoded.Length || !char.IsAsciiHexDigit((char)encoded[i + 1]) || !char.IsAsciiHexDigit((char)encoded[i + 2]))
                    return false;
                octet = (byte)((HexValue(encoded[i + 1]) << 4) | HexValue(encoded[i + 2]));
                i += 2;
            }

            octets[length++] = octet;
        }

        return true;
    }

    /// <summary>Whether a body has a byte order mark at its start or NULs at its end, which are skipped.</summary>
    /// <param name="body">The body as received.</param>
    public static bool HasFrame(ReadOnlySpan<byte> body) => WithoutFrame(body).Length < body.Length;

    private static ReadOnlySpan<byte> WithoutFrame(ReadOnlySpan<byte> body)
    {
        while (TrimLayout(body) is var content && content.StartsWith(Encoding.UTF8.Preamble))
            body = content[Encoding.UTF8.Preamble.Length..];
        var blanks = body.TrimEnd("\0 \t\r\n"u8);
        return body[blanks.Length..].Contains((byte)0) ? blanks : body;
    }

    // A line break can be anywhere, even in a name or an escape. Bodies normally have none and are therefore not copied.
    private static byte[] WithoutLineBreaks(ReadOnlySpan<byte> body)
    {
        var clean = new byte[body.Length];
        var length = 0;
        foreach (var octet in body)
        {
            if (octet is not ((byte)'\r' or (byte)'\n')) clean[length++] = octet;
        }

        return clean[..length];
    }

    private static int HexValue(byte digit) => digit <= '9' ? digit - '0' : (digit | 0x20) - 'a' + 10;

    private static ReadOnlySpan<byte> TrimLayout(ReadOnlySpan<byte> segment) => segment.Trim(" \t\r\n"u8);
}
