namespace PaymentStatusSdk.Fuzz.Naive;

/// <summary>The minor units of currencies, written a second time from ISO 4217, list one.</summary>
internal static class NaiveCurrencies
{
    /// <summary>Returns how many minor units are one main unit; 100 for a code that the list does not contain.</summary>
    public static decimal UnitsOf(string currency) => currency.ToUpperInvariant() switch
    {
        "BIF" or "CLP" or "DJF" or "GNF" or "ISK" or "JPY" or "KMF" or "KRW" or "PYG" or "RWF" or "UGX" or "UYI" or "VND" or "VUV"
            or "XAF" or "XOF" or "XPF" => 1m,
        "BHD" or "IQD" or "JOD" or "KWD" or "LYD" or "OMR" or "TND" => 1_000m,
        "CLF" or "UYW" => 10_000m,
        _ => 100m,
    };
}
