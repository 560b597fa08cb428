using System.Text;
using System.Xml;

namespace PaymentStatusSdk.Xml;

/// <summary>Verifies the characters of names beyond ASCII, which the parser does not do: it accepts any of them.</summary>
/// <remarks>The rules are those of <see cref="XmlConvert"/>, which allows no characters above U+FFFF in names.</remarks>
internal static class XmlNames
{
    /// <summary>Whether the characters beyond ASCII in a part of a tag outside the values of attributes are characters of names.</summary>
    /// <param name="markup">The part, in UTF-8. Its ASCII characters are left to the parser.</param>
    public static bool AreValid(ReadOnlySpan<byte> markup)
    {
        if (Ascii.IsValid(markup)) return true;
        var isStart = true;
        foreach (var character in Encoding.UTF8.GetString(markup))
        {
            if (!char.IsAscii(character))
            {
                if (isStart ? !XmlConvert.IsStartNCNameChar(character) : !XmlConvert.IsNCNameChar(character)) return false;
                isStart = false;
            }
            else
            {
                isStart = character is not ('-' or '.' or '_') && !char.IsAsciiLetterOrDigit(character);
            }
        }

        return true;
    }
}
