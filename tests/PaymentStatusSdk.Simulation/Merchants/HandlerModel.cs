using PaymentStatusSdk.Invariants;
using PaymentStatusSdk.Simulation.Instances;
using PaymentStatusSdk.Simulation.Loop;
using PaymentStatusSdk.Simulation.Stores;
using PaymentStatusSdk.Simulation.Worlds;
using PaymentStatusSdk.Tracking;

namespace PaymentStatusSdk.Simulation.Merchants;

/// <summary>How the merchant's handlers behave: they are slow, fail, hang, or end the process.</summary>
internal sealed class HandlerModel(World world)
{
    /// <summary>The handler without a transaction.</summary>
    public const string Orders = "orders";

    /// <summary>The handler that writes in the transaction of the delivery.</summary>
    public const string Ledger = "ledger";

    private static readonly TimeSpan Forever = TimeSpan.FromDays(400);

    private readonly SeededRandom _random = world.Random.Fork("handlers");

    public async Task HandleAsync(
        Instance instance, string handler, StatusChange change, SimulatedTransaction? transaction, CancellationToken cancellationToken)
    {
        world.Loop.RequireThread();
        if (instance.IsDead) await NeverAsync().ConfigureAwait(false);
        var record = world.Store.Changes[change.Id];
        world.Log(record.Row.Order, $"{instance} calls {handler} for change {record.Number}, try {change.Attempt}");
        var end = HandlerEnd.Failed;
        var call = world.Checker.Deliveries.Started(instance, record, handler);
        try
        {
            await ActAsync(instance, record, cancellationToken).ConfigureAwait(false);
            transaction?.Effects.Add(handler);
            end = HandlerEnd.Completed;
            world.Log(record.Row.Order, $"{handler} completes change {record.Number} at {instance}");
        }
        finally
        {
            world.Checker.Deliveries.Ended(call, end);
        }
    }

    private async Task ActAsync(Instance instance, ChangeRecord change, CancellationToken cancellationToken)
    {
        var order = change.Row.Order;
        var odds = world.IsCalm ? 1 : _random.NextDouble();
        if (order.IsBrokenUntil > world.Loop.Now && !world.IsCalm)
        {
            if (order.EndsProcess)
            {
                instance.Kill("is ended by its handler");
                await NeverAsync().ConfigureAwait(false);
            }

            throw new InvalidOperationException("The handler has a defect.");
        }

        switch (odds)
        {
            case < 0.03:
                throw new InvalidOperationException("The handler fails.");
            case < 0.04:
                // Obeys its token, and needs some time to undo its work.
                try
                {
                    await WaitAsync(Forever, instance, cancellationToken).ConfigureAwait(false);
                }
                finally
                {
                    await WaitAsync(_random.Spread(TimeSpan.FromMilliseconds(1), TimeSpan.FromSeconds(4)), instance, default)
                        .ConfigureAwait(false);
                }

                break;
            case < 0.06:
                // Ignores its token, also when the host stops meanwhile.
                if (_random.Chance(0.3))
                    world.Loop.Post(
                        _random.Spread(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(20)), null,
                        () => world.Watch(instance.StopAsync(TimeSpan.FromSeconds(_random.Next(10)))));
                await WaitAsync(_random.Spread(TimeSpan.FromSeconds(10), TimeSpan.FromMinutes(5)), instance, default)
                    .ConfigureAwait(false);
                break;
            case < 0.063:
                instance.Kill("is ended by its handler");
                await NeverAsync().ConfigureAwait(false);
                break;
            case < 0.40:
                await WaitAsync(_random.Spread(TimeSpan.FromMilliseconds(1), TimeSpan.FromSeconds(20)), instance, cancellationToken)
                    .ConfigureAwait(false);
                break;
        }
    }

    private Task WaitAsync(TimeSpan time, Instance instance, CancellationToken cancellationToken) =>
        world.Loop.DelayAsync(time, instance, cancellationToken);

    private static Task NeverAsync() => new TaskCompletionSource().Task;
}
