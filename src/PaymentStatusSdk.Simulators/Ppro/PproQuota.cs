namespace PaymentStatusSdk.Simulators.Ppro;

/// <summary>The number of status calls that are answered from 00:00 to 12:00 UTC, and again from 12:00 to 24:00 UTC. Immutable.</summary>
public sealed record PproQuota
{
    /// <summary>The numbers of the provider's test host: 1000 and 50.</summary>
    public static PproQuota TestHost { get; } = new() { GetTxStatus = 1000, GetTxStatusByMerchantTxId = 50 };

    /// <summary>The number of GETTXSTATUS calls; 0 or more.</summary>
    public required int GetTxStatus { get; init; }

    /// <summary>The number of GETTXSTATUSBYMERCHANTTXID calls; 0 or more.</summary>
    public required int GetTxStatusByMerchantTxId { get; init; }
}
