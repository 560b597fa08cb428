namespace PaymentStatusSdk.EntityFrameworkCore.Tests.Shops;

/// <summary>The effect of a handler. Its key is generated, so that a repeated effect is visible.</summary>
public sealed class Shipment
{
    public long Id { get; set; }

    public required string Effect { get; init; }
}
