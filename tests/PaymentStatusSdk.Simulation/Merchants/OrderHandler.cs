using System.Data.Common;
using PaymentStatusSdk.Simulation.Instances;
using PaymentStatusSdk.Simulation.Stores;
using PaymentStatusSdk.Tracking;

namespace PaymentStatusSdk.Simulation.Merchants;

/// <summary>A handler of the merchant's.</summary>
internal sealed class OrderHandler(Instance instance) : IStatusChangeHandler
{
    public Task HandleAsync(StatusChange change, CancellationToken cancellationToken) =>
        instance.World.Handlers.HandleAsync(instance, HandlerModel.Orders, change, null, cancellationToken);
}

/// <summary>A handler that writes in the transaction of the delivery.</summary>
internal sealed class LedgerHandler(Instance instance) : ITransactionalStatusChangeHandler
{
    public Task HandleAsync(StatusChange change, DbTransaction transaction, CancellationToken cancellationToken) =>
        instance.World.Handlers.HandleAsync(instance, HandlerModel.Ledger, change, (SimulatedTransaction)transaction, cancellationToken);
}
