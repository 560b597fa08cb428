namespace PaymentStatusSdk.EndToEnd.Tests.Readme;

/// <summary>A merchant's own orders.</summary>
public sealed class OrderBook
{
    private readonly HashSet<Guid> _changes = [];

    /// <summary>Notes a change; false when it was noted before.</summary>
    public Task<bool> IsNewAsync(Guid changeId, CancellationToken cancellationToken) => Task.FromResult(_changes.Add(changeId));

    /// <summary>Ships the goods.</summary>
    public Task ShipAsync(string orderId, CancellationToken cancellationToken) => Task.CompletedTask;
}
