using System.Globalization;
using System.Security.Cryptography;
using PaymentStatusSdk.Cli.Configuration;

namespace PaymentStatusSdk.Cli.Doctor;

/// <summary>A query for a transaction that cannot exist.</summary>
internal static class ImpossibleQuery
{
    private const string Prefix = "DOCTOR";
    private const int Length = 18;

    /// <summary>A shorter random reference could be one of the merchant's.</summary>
    private const int Shortest = 8;

    /// <summary>Returns a query with a random reference of letters and digits that the client accepts.</summary>
    /// <param name="client">The client, whose options may limit the length of references.</param>
    /// <param name="capabilities">The capabilities of its gateway.</param>
    /// <returns>The query; null when the longest reference is so short that it could exist.</returns>
    public static TransactionQuery? For(MerchantClient client, GatewayCapabilities capabilities)
    {
        if (!capabilities.SupportsMerchantReference) return TransactionQuery.ByGatewayReference(Reference(Length));
        var isLimited = int.TryParse(
            client.Section["MaxMerchantReferenceLength"], NumberStyles.None, CultureInfo.InvariantCulture, out var limit);
        var length = isLimited ? Math.Min(limit, Length) : Length;
        return length < Shortest ? null : TransactionQuery.ByMerchantReference(Reference(length));
    }

    private static string Reference(int length) =>
        length < Length ? RandomNumberGenerator.GetHexString(length) : Prefix + RandomNumberGenerator.GetHexString(length - Prefix.Length);
}
