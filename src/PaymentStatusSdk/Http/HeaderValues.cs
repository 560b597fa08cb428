using System.Diagnostics.CodeAnalysis;

namespace PaymentStatusSdk.Http;

/// <summary>Reads headers that have one value.</summary>
internal static class HeaderValues
{
    /// <summary>
    /// Returns the single value of a header. Equal lines count as one; different lines mean that there is no single value.
    /// </summary>
    /// <param name="values">The header's lines.</param>
    /// <param name="maxLength">The maximum length in characters; a longer value is not returned.</param>
    /// <param name="value">The value; null when false is returned.</param>
    public static bool TryGetSingle(IEnumerable<string?> values, int maxLength, [NotNullWhen(true)] out string? value)
    {
        value = null;
        foreach (var line in values)
        {
            if (string.IsNullOrEmpty(line) || line.Length > maxLength || (value is not null && line != value))
            {
                value = null;
                return false;
            }

            value = line;
        }

        return value is not null;
    }
}
