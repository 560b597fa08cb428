using System.Buffers;
using System.Buffers.Binary;
using System.Text;
using PaymentStatusSdk.Adapters;
using PaymentStatusSdk.Adapters.Wire;

namespace PaymentStatusSdk.Xml;

/// <summary>
/// Converts documents to UTF-8. Invalid octets become U+FFFD: a deciding text with that character is rejected when it is read.
/// </summary>
/// <remarks>Linear time; fails with InvalidResponse as soon as the result exceeds the maximum size.</remarks>
internal static class XmlTranscoder
{
    /// <summary>Writes a document that should be UTF-8 but is not.</summary>
    /// <returns>False when octets had to be replaced.</returns>
    public static bool FromBrokenUtf8(ReadOnlySpan<byte> document, RequestBuffer utf8)
    {
        var isWhole = true;
        while (!document.IsEmpty)
        {
            var status = Rune.DecodeFromUtf8(document, out var rune, out var length);
            if (status == OperationStatus.Done && rune.IsAscii) length = AsciiLength(document);
            isWhole &= status == OperationStatus.Done;
            if (status == OperationStatus.Done) Write(utf8, document[..length]);
            else Write(utf8, Rune.ReplacementChar);
            document = document[length..];
        }

        return isWhole;
    }

    /// <summary>Writes a document in an encoding of one octet per character.</summary>
    /// <returns>False when octets had to be replaced.</returns>
    public static bool FromSingleByte(ReadOnlySpan<byte> document, Encoding encoding, RequestBuffer utf8)
    {
        Span<char> upperHalf = stackalloc char[128];
        XmlEncodings.FillUpperHalf(encoding, upperHalf);
        var isWhole = true;
        while (!document.IsEmpty)
        {
            var ascii = AsciiLength(document);
            Write(utf8, document[..ascii]);
            document = document[ascii..];
            if (document.IsEmpty) break;
            var character = new Rune(upperHalf[document[0] - 128]);
            isWhole &= character != Rune.ReplacementChar;
            Write(utf8, character);
            document = document[1..];
        }

        return isWhole;
    }

    /// <summary>Writes a document in UTF-16, without its byte order mark.</summary>
    /// <returns>False when octets had to be replaced.</returns>
    public static bool FromUtf16(ReadOnlySpan<byte> document, bool isBigEndian, RequestBuffer utf8)
    {
        var isWhole = document.Length % 2 == 0;
        Span<char> pair = stackalloc char[2];
        while (document.Length >= 2)
        {
            pair[0] = Unit(document, isBigEndian);
            pair[1] = document.Length >= 4 ? Unit(document[2..], isBigEndian) : '\0';
            var isRune = Rune.DecodeFromUtf16(pair, out var rune, out var length) == OperationStatus.Done;
            isWhole &= isRune;
            Write(utf8, rune);
            document = document[(2 * length)..];
        }

        if (!document.IsEmpty) Write(utf8, Rune.ReplacementChar);
        return isWhole;
    }

    private static char Unit(ReadOnlySpan<byte> octets, bool isBigEndian) =>
        (char)(isBigEndian ? BinaryPrimitives.ReadUInt16BigEndian(octets) : BinaryPrimitives.ReadUInt16LittleEndian(octets));

    private static int AsciiLength(ReadOnlySpan<byte> document) =>
        document.IndexOfAnyExceptInRange((byte)0, (byte)127) is var length and >= 0 ? length : document.Length;

    private static void Write(RequestBuffer utf8, Rune rune)
    {
        Span<byte> octets = stackalloc byte[4];
        Write(utf8, octets[..rune.EncodeToUtf8(octets)]);
    }

    private static void Write(RequestBuffer utf8, ReadOnlySpan<byte> octets)
    {
        if (utf8.Written + octets.Length > ExchangeDefaults.MaxBodyBytes) throw ProtocolErrors.TooLarge();
        utf8.Write(octets);
    }
}
