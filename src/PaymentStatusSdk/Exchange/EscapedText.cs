using System.Buffers;
using System.Globalization;
using System.Text;

namespace PaymentStatusSdk.Exchange;

/// <summary>A text whose escapes are decoded. Each decoded character keeps its place in the text as received.</summary>
/// <remarks>Decoding never makes a text longer, so all decodings use the same memory. Not thread-safe.</remarks>
internal sealed class EscapedText
{
    // Long enough for every character, also with leading zeros. A limit keeps the time linear in a text of many '&'.
    private const int MaxReferenceLength = 16;

    private const int MaxOctets = 4;

    private readonly string _text;
    private readonly char[] _characters;
    private readonly int[] _places;
    private int _length;

    public EscapedText(string text)
    {
        _text = text;
        _characters = new char[text.Length];
        _places = new int[text.Length + 1];
        Restart(decodesReferences: false);
    }

    /// <summary>The places of the decoded characters in the text as received, and then the place of its end.</summary>
    public ReadOnlySpan<int> Places => _places.AsSpan(0, _length + 1);

    /// <summary>Undoes all decodings.</summary>
    /// <param name="decodesReferences">Whether the references of the text as received are decoded then.</param>
    /// <returns>The text. It is valid until the next decoding.</returns>
    public ReadOnlySpan<char> Restart(bool decodesReferences)
    {
        _text.CopyTo(_characters);
        _length = _text.Length;
        for (var index = 0; index <= _length; index++) _places[index] = index;
        return decodesReferences ? DecodeReferences() : _characters;
    }

    /// <summary>Restarts, and decodes the percent-encoding.</summary>
    /// <param name="plus">The character for each <c>+</c> that is not percent-encoded.</param>
    /// <param name="afterReferences">Whether the references of the text as received are decoded first.</param>
    /// <returns>The decoded text. It is valid until the next decoding.</returns>
    public ReadOnlySpan<char> DecodePercent(char plus, bool afterReferences)
    {
        Restart(afterReferences);
        _characters.AsSpan().Replace('+', plus);
        return DecodeEach(isPercent: true);
    }

    /// <summary>Decodes the references of XML and HTML in the result of the last decoding; without one, in the text as received.</summary>
    /// <returns>The decoded text. It is valid until the next decoding.</returns>
    public ReadOnlySpan<char> DecodeReferences() => DecodeEach(isPercent: false);

    private ReadOnlySpan<char> DecodeEach(bool isPercent)
    {
        var (source, target) = (0, 0);
        while (source < _length)
        {
            var rest = _characters.AsSpan(source, _length - source);
            var length = isPercent ? ReadPercent(rest, out var character) : ReadReference(rest, out character);
            var place = _places[source];
            if (length == 0)
            {
                _characters[target] = _characters[source++];
                _places[target++] = place;
                continue;
            }

            source += length;
            // Some characters have two units. Their escapes are longer, so each unit has a place of its own.
            var end = target + character.EncodeToUtf16(_characters.AsSpan(target));
            while (target < end) _places[target++] = place++;
        }

        _places[target] = _places[_length];
        _length = target;
        return _characters.AsSpan(0, _length);
    }

    // Returns the length of the escape at the start of a text; zero when there is none.
    private static int ReadPercent(ReadOnlySpan<char> rest, out Rune character)
    {
        character = default;
        Span<byte> octets = stackalloc byte[MaxOctets];
        var count = 0;
        while (count < MaxOctets && TryReadOctet(rest[(3 * count)..], out octets[count])) count++;
        if (count == 0) return 0;
        if (Rune.DecodeFromUtf8(octets[..count], out character, out var length) == OperationStatus.Done) return 3 * length;
        // An octet that is not UTF-8 may be ISO-8859-1.
        character = new Rune((char)octets[0]);
        return 3;
    }

    private static bool TryReadOctet(ReadOnlySpan<char> rest, out byte octet)
    {
        octet = 0;
        return rest is ['%', _, _, ..]
            && byte.TryParse(rest[1..3], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out octet);
    }

    // Returns the length of the reference at the start of a text; zero when there is none.
    private static int ReadReference(ReadOnlySpan<char> rest, out Rune character)
    {
        character = default;
        if (rest[0] != '&') return 0;
        var end = rest[..Math.Min(rest.Length, MaxReferenceLength)].IndexOf(';');
        return end > 0 && TryResolve(rest[1..end], out character) ? end + 1 : 0;
    }

    private static bool TryResolve(ReadOnlySpan<char> name, out Rune character)
    {
        var isNamed = ReferenceNames.TryFind(name, out var named);
        character = new Rune(named);
        return isNamed || name switch
        {
            ['#', 'x' or 'X', .. var digits] => TryResolve(digits, NumberStyles.AllowHexSpecifier, out character),
            ['#', .. var digits] => TryResolve(digits, NumberStyles.None, out character),
            _ => false,
        };
    }

    private static bool TryResolve(ReadOnlySpan<char> digits, NumberStyles style, out Rune character)
    {
        character = default;
        return int.TryParse(digits, style, CultureInfo.InvariantCulture, out var number) && Rune.TryCreate(number, out character);
    }
}
