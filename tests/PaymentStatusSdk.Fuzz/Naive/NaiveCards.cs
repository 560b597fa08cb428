using System.Text.RegularExpressions;

namespace PaymentStatusSdk.Fuzz.Naive;

/// <summary>Finds card numbers by trying every group of digits with every end, as ISO/IEC 7812 describes them.</summary>
internal static partial class NaiveCards
{
    public static bool HasAny(string text)
    {
        foreach (var sequence in Sequence().Matches(text).Select(match => Digits().Matches(match.Value)))
        {
            for (var first = 0; first < sequence.Count; first++)
            {
                var number = "";
                for (var last = first; last < sequence.Count && number.Length <= 19; last++)
                {
                    number += sequence[last].Value;
                    if (number.Length is >= 13 and <= 19 && number[0] != '0' && Sum(number) % 10 == 0) return true;
                }
            }
        }

        return false;
    }

    private static int Sum(string number) => number.Reverse().Select((digit, index) => index % 2 == 0
        ? digit - '0'
        : ((digit - '0') * 2 / 10) + ((digit - '0') * 2 % 10)).Sum();

    [GeneratedRegex(@"[0-9]+([\p{Zs}\p{Pd}\p{Pc}\p{Cf}./][0-9]+)*")]
    private static partial Regex Sequence();

    [GeneratedRegex("[0-9]+")]
    private static partial Regex Digits();
}
