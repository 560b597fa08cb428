using System.Security.Cryptography;
using System.Text;
using PaymentStatusSdk.Adapters;
using PaymentStatusSdk.Tracking;
using PaymentStatusSdk.Tracking.Stores;

namespace PaymentStatusSdk.PostgreSql.Store;

/// <summary>Checks and shortens external text for storage in PostgreSQL.</summary>
internal static class StoredText
{
    // An index entry can hold about 2,700 bytes.
    private const int MaxKeyLength = 300;
    private const int PrefixLength = 299;

    /// <exception cref="TrackingStoreException">The text cannot be stored.</exception>
    public static void Require(string? text, string what)
    {
        if (!TextRules.IsStorable(text))
        {
            throw new TrackingStoreException(
                $"{what} contains a NUL character or an unpaired surrogate, which PostgreSQL cannot store. Nothing was written. Reject "
                + "such ids where your application receives them.",
                isTransient: false)
            {
                IsOfData = true,
            };
        }
    }

    /// <exception cref="TrackingStoreException">An id of the transaction cannot be stored.</exception>
    public static void Require(TrackedTransaction transaction, TransactionKeys keys)
    {
        Require(transaction.ClientName, "The client name");
        Require(transaction.GatewayReference, "The gateway reference");
        Require(keys.GatewayKey, "The gateway reference");
        Require(transaction.MerchantReference, "The merchant reference");
        Require(keys.MerchantKey, "The merchant reference");
    }

    /// <summary>Returns the text for an index: a long text is truncated and made unique by its hash.</summary>
    public static string? Key(string? text) => text is { Length: > MaxKeyLength }
        // A shortened key is longer than MaxKeyLength, so it never equals a key that is stored unchanged.
        ? $"{TextRules.Truncate(text, PrefixLength)}#{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))}"
        : text;
}
