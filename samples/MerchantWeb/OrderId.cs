using System.Globalization;

namespace PaymentStatusSdk.Samples.MerchantWeb;

/// <summary>The order numbers of this shop, such as <c>ORDER1001</c>. They are the merchant references at the gateways.</summary>
internal static class OrderId
{
    // Letters and digits only: no other characters are known to be safe at every gateway.
    private const string Prefix = "ORDER";

    public static string Of(int number) => string.Create(CultureInfo.InvariantCulture, $"{Prefix}{number}");

    /// <summary>Returns the number in an order id, or null when the id is not from this shop.</summary>
    public static int? NumberOf(string? orderId) =>
        orderId?.StartsWith(Prefix, StringComparison.Ordinal) == true
        && int.TryParse(orderId.AsSpan(Prefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : null;
}
