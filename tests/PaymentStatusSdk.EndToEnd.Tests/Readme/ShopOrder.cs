namespace PaymentStatusSdk.EndToEnd.Tests.Readme;

/// <summary>A merchant's own order.</summary>
public sealed class ShopOrder
{
    /// <summary>The number, which is also the merchant reference at the gateway.</summary>
    public required string Id { get; init; }

    /// <summary>Whether the order is paid.</summary>
    public bool IsPaid { get; set; }
}
