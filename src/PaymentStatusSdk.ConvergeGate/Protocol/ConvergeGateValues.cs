using System.Text;

namespace PaymentStatusSdk.ConvergeGate.Protocol;

/// <summary>Normalizes the spellings of one value, such as <c>REFUND PENDING</c>, <c>refund-pending</c> and <c>RefundPending</c>.</summary>
internal static class ConvergeGateValues
{
    private const int MaxValueLength = 64;

    /// <summary>
    /// Returns the value in upper case, with one <c>_</c> for each run of blanks, <c>_</c> and <c>-</c>, and for each change from lower to
    /// upper case.
    /// </summary>
    /// <remarks>Separators at the ends are kept: <c>CAPTURED-</c> is an unknown value.</remarks>
    public static string Normalize(string value)
    {
        if (value.Length > MaxValueLength) return value;
        var normal = new StringBuilder(value.Length);
        var previous = default(char);
        foreach (var character in value)
        {
            var isGap = char.IsWhiteSpace(character) || character is '_' or '-';
            var isBorder = char.IsUpper(character) && char.IsLower(previous);
            if ((isGap || isBorder) && (normal.Length == 0 || normal[^1] != '_')) normal.Append('_');
            if (!isGap) normal.Append(char.ToUpperInvariant(character));
            previous = character;
        }

        return normal.ToString();
    }
}
