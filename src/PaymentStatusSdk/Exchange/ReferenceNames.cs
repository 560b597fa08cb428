using System.Collections.Frozen;

namespace PaymentStatusSdk.Exchange;

/// <summary>The names in references: those of XML, and those of HTML for the other punctuation of ASCII, which encoders write.</summary>
internal static class ReferenceNames
{
    private static readonly FrozenDictionary<string, char>.AlternateLookup<ReadOnlySpan<char>> Characters = new Dictionary<string, char>
    {
        ["amp"] = '&',
        ["lt"] = '<',
        ["gt"] = '>',
        ["quot"] = '"',
        ["apos"] = '\'',
        ["excl"] = '!',
        ["num"] = '#',
        ["dollar"] = '$',
        ["percnt"] = '%',
        ["lpar"] = '(',
        ["rpar"] = ')',
        ["ast"] = '*',
        ["plus"] = '+',
        ["comma"] = ',',
        ["period"] = '.',
        ["sol"] = '/',
        ["colon"] = ':',
        ["semi"] = ';',
        ["equals"] = '=',
        ["quest"] = '?',
        ["commat"] = '@',
        ["lsqb"] = '[',
        ["lbrack"] = '[',
        ["bsol"] = '\\',
        ["rsqb"] = ']',
        ["rbrack"] = ']',
        ["hat"] = '^',
        ["lowbar"] = '_',
        ["grave"] = '`',
        ["lcub"] = '{',
        ["lbrace"] = '{',
        ["verbar"] = '|',
        ["vert"] = '|',
        ["rcub"] = '}',
        ["rbrace"] = '}',
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase).GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>Finds the character of a name; the case of letters is ignored.</summary>
    public static bool TryFind(ReadOnlySpan<char> name, out char character) => Characters.TryGetValue(name, out character);
}
