using System.Collections.Frozen;

namespace PaymentStatusSdk;

/// <summary>The decimal places of minor units, from ISO 4217 list one; only codes that do not have two.</summary>
internal static class CurrencyMinorUnits
{
    private const int UsualDigits = 2;

#pragma warning disable format // the table is read by columns
    private static readonly FrozenDictionary<string, int> Digits = new Dictionary<string, int>
    {
        ["BIF"] = 0, ["CLP"] = 0, ["DJF"] = 0, ["GNF"] = 0, ["ISK"] = 0, ["JPY"] = 0, ["KMF"] = 0, ["KRW"] = 0,
        ["PYG"] = 0, ["RWF"] = 0, ["UGX"] = 0, ["UYI"] = 0, ["VND"] = 0, ["VUV"] = 0, ["XAF"] = 0, ["XOF"] = 0, ["XPF"] = 0,
        ["BHD"] = 3, ["IQD"] = 3, ["JOD"] = 3, ["KWD"] = 3, ["LYD"] = 3, ["OMR"] = 3, ["TND"] = 3,
        ["CLF"] = 4, ["UYW"] = 4,
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);
#pragma warning restore format

    public static int DigitsOf(string currency) => Digits.GetValueOrDefault(currency, UsualDigits);

    public static decimal FactorOf(string currency) => DigitsOf(currency) switch
    {
        0 => 1m,
        3 => 1_000m,
        4 => 10_000m,
        _ => 100m,
    };
}
