using System.Security.Cryptography;

namespace PaymentStatusSdk.Cli.Doctor;

/// <summary>A query for a transaction that cannot exist.</summary>
internal static class ImpossibleQuery
{
    /// <summary>Returns a query with a random reference of letters and digits that every gateway accepts.</summary>
    public static TransactionQuery For(GatewayCapabilities capabilities)
    {
        var reference = "DOCTOR" + RandomNumberGenerator.GetHexString(12);
        return capabilities.SupportsMerchantReference
            ? TransactionQuery.ByMerchantReference(reference)
            : TransactionQuery.ByGatewayReference(reference);
    }
}
