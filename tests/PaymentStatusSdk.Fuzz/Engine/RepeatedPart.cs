using System.Globalization;

namespace PaymentStatusSdk.Fuzz.Engine;

/// <summary>The part of an input that is repeated until the input is large.</summary>
/// <param name="Start">The index of its first octet.</param>
/// <param name="Length">The number of its octets.</param>
internal readonly record struct RepeatedPart(int Start, int Length)
{
    /// <summary>Reads what <see cref="ToString"/> returns; null for any other text.</summary>
    public static RepeatedPart? Parse(string text)
    {
        var numbers = text.Split(',');
        return numbers.Length == 2 && TryNumber(numbers[0], out var start) && TryNumber(numbers[1], out var length) && length > 0
            ? new RepeatedPart(start, length)
            : null;
    }

    /// <summary>Whether the input has this part.</summary>
    public bool IsIn(byte[] input) => Start <= input.Length && Length <= input.Length - Start;

    /// <summary>Returns the part as an argument of the command line.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Start},{Length}");

    private static bool TryNumber(string text, out int number) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
}
