namespace PaymentStatusSdk.EndToEnd.Tests.Readme;

/// <summary>A merchant's own orders.</summary>
public sealed class OrderBook
{
    private readonly HashSet<Guid> _changes = [];
    private readonly List<string> _shipped = [];

    /// <summary>Notes a change; false when it was noted before.</summary>
    public Task<bool> IsNewAsync(Guid changeId, CancellationToken cancellationToken) => Task.FromResult(_changes.Add(changeId));

    /// <summary>Ships the goods.</summary>
    public Task ShipAsync(string orderId, CancellationToken cancellationToken)
    {
        _shipped.Add(orderId);
        return Task.CompletedTask;
    }
}
