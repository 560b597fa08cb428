namespace PaymentStatusSdk.EntityFrameworkCore.Tests.Shops;

public sealed class Order
{
    public required string Id { get; init; }

    public int Shipments { get; set; }
}
