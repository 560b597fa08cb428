using System.Globalization;

namespace PaymentStatusSdk.Dashboard.Pages;

/// <summary>How many payments and deliveries need a person. A count ends at <see cref="MaxCount"/>, whatever the size of the
/// store.</summary>
/// <param name="Contested">The payments with contested answers.</param>
/// <param name="Mismatches">The payments whose answers did not match.</param>
/// <param name="Parked">The parked deliveries.</param>
internal sealed record Attention(int Contested, int Mismatches, int Parked)
{
    public const int MaxCount = 100;

    public static string Text(int count) => count >= MaxCount ? "100+" : count.ToString(CultureInfo.InvariantCulture);
}
