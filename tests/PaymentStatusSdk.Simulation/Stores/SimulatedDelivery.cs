using System.Data;
using System.Data.Common;
using PaymentStatusSdk.Simulation.Instances;
using PaymentStatusSdk.Simulation.Worlds;
using PaymentStatusSdk.Tracking.Stores;

namespace PaymentStatusSdk.Simulation.Stores;

/// <summary>The transaction of one transactional handler. What the handler writes takes effect with the commit or not at all.</summary>
internal sealed class SimulatedDelivery(World world, Instance instance, DatabaseLink link, Lease<Guid> claim) : IDeliveryTransaction
{
    private readonly SimulatedTransaction _transaction = new();
    private bool _isOver;

    public DbTransaction Transaction => _transaction;

    public Task<bool> CommitAsync(DeliveryCommit commit, CancellationToken cancellationToken) => link.CallAsync(
        "commit delivery",
        () =>
        {
            if (_isOver || !world.Store.Changes.IsHeld(claim, out var change)) return false;
            if (_transaction.Effects.Count > 0) world.Checker.Deliveries.EffectCommitted(change);
            world.Store.Changes.Commit([commit], instance);
            return true;
        },
        cancellationToken);

    public Task AbandonAsync(Task handler, CancellationToken cancellationToken)
    {
        _isOver = true;
        return Task.CompletedTask;
    }

    public ValueTask DisposeAsync()
    {
        _isOver = true;
        return default;
    }
}

/// <summary>A database transaction without a database.</summary>
internal sealed class SimulatedTransaction : DbTransaction
{
    /// <summary>The writes of the handler.</summary>
    public List<string> Effects { get; } = [];

    public override IsolationLevel IsolationLevel => IsolationLevel.ReadCommitted;

    protected override DbConnection? DbConnection => null;

    public override void Commit()
    {
    }

    public override void Rollback()
    {
    }
}
