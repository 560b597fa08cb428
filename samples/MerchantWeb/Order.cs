namespace PaymentStatusSdk.Samples.MerchantWeb;

/// <summary>An order of the shop.</summary>
internal sealed class Order
{
    /// <summary>The instruction of an order whose payment is not decided.</summary>
    public const string Wait = "Wait";

    /// <summary>The order number, which is also the merchant reference of the payment.</summary>
    public required string Id { get; init; }

    /// <summary>The instruction for the staff of the shop.</summary>
    public string Instruction { get; set; } = Wait;

    /// <summary>The sequence of the newest change that the order has applied; 0 before the first one.</summary>
    public long LastChange { get; set; }
}
