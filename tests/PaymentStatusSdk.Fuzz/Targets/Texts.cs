using System.Text.RegularExpressions;

namespace PaymentStatusSdk.Fuzz.Targets;

/// <summary>Makes texts comparable that two XML readers returned.</summary>
internal static partial class Texts
{
    /// <summary>Normalizes line breaks. The parser that the product uses does not do that in CDATA sections and attributes.</summary>
    /// <remarks>Only CR LF and CR are line breaks like LF: any other character, such as U+2028, must stay what it is.</remarks>
    public static string? Lines(string? text) =>
        text?.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n');

    /// <summary>Normalizes white space. XML's rules for attributes turn each line break and tab into a blank.</summary>
    public static string? Blanks(string? value) => value is null ? null : WhiteSpace().Replace(value, " ");

    [GeneratedRegex("[ \\t\\r\\n]+")]
    private static partial Regex WhiteSpace();
}
