using System.Text.RegularExpressions;

namespace PaymentStatusSdk.Cli.Output;

/// <summary>Masks card numbers in the free texts of gateways.</summary>
internal static partial class CardNumbers
{
    /// <summary>Returns the text with each run of 13 to 19 digits that passes the check of card numbers replaced.</summary>
    public static string Mask(string text) =>
        Candidate().Replace(text, match => PassesLuhn(match.Value) ? "[card number]" : match.Value);

    private static bool PassesLuhn(string digits)
    {
        var sum = 0;
        var isDoubled = false;
        for (var i = digits.Length - 1; i >= 0; i--)
        {
            if (!char.IsAsciiDigit(digits[i])) continue;
            var digit = digits[i] - '0';
            if (isDoubled) digit = digit > 4 ? (digit * 2) - 9 : digit * 2;
            sum += digit;
            isDoubled = !isDoubled;
        }

        return sum % 10 == 0;
    }

    [GeneratedRegex(@"(?<![\w-])[0-9](?:[ -]?[0-9]){12,18}(?![\w-])")]
    private static partial Regex Candidate();
}
