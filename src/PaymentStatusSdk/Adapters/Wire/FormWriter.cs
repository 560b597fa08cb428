namespace PaymentStatusSdk.Adapters.Wire;

/// <summary>
/// Writes form-encoded pairs: letters, digits and <c>_ . - ~</c> are written as they are, everything else as <c>%XX</c> in upper case.
/// </summary>
/// <remarks>A space becomes <c>%20</c>, never <c>+</c>, because every decoder accepts <c>%20</c>.</remarks>
public static class FormWriter
{
    /// <summary>Writes <c>name=value</c>, preceded by <c>&amp;</c> unless it is the first pair.</summary>
    /// <param name="buffer">The target.</param>
    /// <param name="name">The name, written as it is: names in the protocols need no escaping.</param>
    /// <param name="value">The value, encoded as UTF-8 and escaped.</param>
    public static void WritePair(RequestBuffer buffer, ReadOnlySpan<byte> name, string value)
    {
        ArgumentNullException.ThrowIfNull(buffer);
        ArgumentNullException.ThrowIfNull(value);
        if (buffer.Written > 0) buffer.Write("&"u8);
        buffer.Write(name);
        buffer.Write("="u8);
        WriteEscaped(buffer, value);
    }

    /// <summary>Writes escaped text.</summary>
    public static void WriteEscaped(RequestBuffer buffer, ReadOnlySpan<char> value)
    {
        ArgumentNullException.ThrowIfNull(buffer);
        Span<byte> octets = stackalloc byte[4];
        foreach (var rune in value.EnumerateRunes())
        {
            var length = rune.EncodeToUtf8(octets);
            WriteEscaped(buffer, octets[..length]);
        }
    }

    /// <summary>Writes escaped octets.</summary>
    public static void WriteEscaped(RequestBuffer buffer, ReadOnlySpan<byte> octets)
    {
        ArgumentNullException.ThrowIfNull(buffer);
        var target = buffer.Reserve(octets.Length * 3);
        var length = 0;
        foreach (var octet in octets)
        {
            if (char.IsAsciiLetterOrDigit((char)octet) || octet is (byte)'_' or (byte)'.' or (byte)'-' or (byte)'~')
            {
                target[length++] = octet;
                continue;
            }

            target[length++] = (byte)'%';
            target[length++] = Hex(octet >> 4);
            target[length++] = Hex(octet & 15);
        }

        buffer.Advance(length);
    }

    private static byte Hex(int digit) => (byte)(digit < 10 ? '0' + digit : 'A' + digit - 10);
}
