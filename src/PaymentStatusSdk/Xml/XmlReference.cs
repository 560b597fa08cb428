namespace PaymentStatusSdk.Xml;

/// <summary>Reads references such as <c>&amp;amp;</c>, <c>&amp;#65;</c> and <c>&amp;#x1F;</c>.</summary>
internal static class XmlReference
{
    private const int LongestReference = 32;

    /// <summary>Reads the reference at the start of a text.</summary>
    /// <param name="text">A text that starts with <c>&amp;</c>.</param>
    /// <param name="length">The reference's length, including <c>&amp;</c> and <c>;</c>.</param>
    public static XmlReferenceKind Read(ReadOnlySpan<byte> text, out int length)
    {
        var end = text[..Math.Min(text.Length, LongestReference)].IndexOf((byte)';');
        length = end + 1;
        if (end <= 1) return XmlReferenceKind.None;
        var name = text[1..end];
        if (name[0] == '#') return ReadNumber(name[1..]);
        return name.SequenceEqual("amp"u8) || name.SequenceEqual("lt"u8) || name.SequenceEqual("gt"u8)
            || name.SequenceEqual("quot"u8) || name.SequenceEqual("apos"u8)
            ? XmlReferenceKind.Character
            : XmlReferenceKind.None;
    }

    private static XmlReferenceKind ReadNumber(ReadOnlySpan<byte> digits)
    {
        var isHex = digits.StartsWith("x"u8);
        if (isHex) digits = digits[1..];
        if (digits.IsEmpty) return XmlReferenceKind.None;
        var number = 0u;
        foreach (var digit in digits)
        {
            if (!(isHex ? char.IsAsciiHexDigit((char)digit) : char.IsAsciiDigit((char)digit))) return XmlReferenceKind.None;
            // Saturates far above the last character.
            number = Math.Min((number * (isHex ? 16u : 10u)) + (uint)HexValue(digit), 0x0FFF_FFFF);
        }

        return IsCharacter(number) ? XmlReferenceKind.Character : XmlReferenceKind.NoCharacter;
    }

    private static int HexValue(byte digit) => digit <= '9' ? digit - '0' : (digit | 0x20) - 'a' + 10;

    private static bool IsCharacter(uint number) =>
        number is 0x9 or 0xA or 0xD or (>= 0x20 and <= 0xD7FF) or (>= 0xE000 and <= 0xFFFD) or (>= 0x1_0000 and <= 0x10_FFFF);
}
