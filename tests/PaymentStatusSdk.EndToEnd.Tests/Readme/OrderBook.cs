namespace PaymentStatusSdk.EndToEnd.Tests.Readme;

/// <summary>A merchant's own orders.</summary>
public sealed class OrderBook
{
    private readonly HashSet<string> _shipped = [];

    /// <summary>Ships the goods of an order, unless they were shipped.</summary>
    public Task ShipOnceAsync(string orderId, CancellationToken cancellationToken)
    {
        _shipped.Add(orderId);
        return Task.CompletedTask;
    }
}
