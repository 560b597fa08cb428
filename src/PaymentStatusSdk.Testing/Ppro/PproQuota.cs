namespace PaymentStatusSdk.Testing;

/// <summary>How many status calls are answered between 00:00 and 12:00 UTC, and again until 24:00. Immutable.</summary>
public sealed record PproQuota
{
    /// <summary>The numbers of the provider's test host: 1000 and 50.</summary>
    public static PproQuota TestHost { get; } = new() { GetTxStatus = 1000, GetTxStatusByMerchantTxId = 50 };

    /// <summary>How many GETTXSTATUS calls; 0 or more.</summary>
    public required int GetTxStatus { get; init; }

    /// <summary>How many GETTXSTATUSBYMERCHANTTXID calls; 0 or more.</summary>
    public required int GetTxStatusByMerchantTxId { get; init; }
}
