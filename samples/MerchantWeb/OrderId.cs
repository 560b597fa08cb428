using System.Globalization;

namespace PaymentStatusSdk.Samples.MerchantWeb;

/// <summary>This shop's order numbers, such as <c>ORDER1001</c>. They are the merchant's ids at the gateways.</summary>
internal static class OrderId
{
    // Letters and digits only: nothing else is known to be safe at every gateway.
    private const string Prefix = "ORDER";

    public static string Of(int number) => string.Create(CultureInfo.InvariantCulture, $"{Prefix}{number}");

    /// <summary>The number in it; null when it is no order of this shop.</summary>
    public static int? NumberOf(string? orderId) =>
        orderId?.StartsWith(Prefix, StringComparison.Ordinal) == true
        && int.TryParse(orderId.AsSpan(Prefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : null;
}
