using PaymentStatusSdk.Fuzz.Targets;

namespace PaymentStatusSdk.Fuzz.Naive;

/// <summary>Finds the documents in POSTs of Desjardins, and the merchant account that they are for.</summary>
internal static class NaiveMerchants
{
    /// <summary>Whether the number is that of the configured account. Leading zeros do not count.</summary>
    public static bool IsOurs(string merchantId) => merchantId.TrimStart('0') == Accounts.MerchantId;

    /// <summary>Returns the document that is the body; otherwise those that a form or multipart/form-data may carry.</summary>
    public static List<NaiveDesjardins> DocumentsOf(byte[] body) => NaiveDesjardins.Read(body) is { IsReadable: true } whole
        ? [whole]
        : [.. NaiveCarrier.Documents(body, field: null).Select(document => NaiveDesjardins.Read(document))];
}
