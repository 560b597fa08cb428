using PaymentStatusSdk.Simulation.Instances;
using PaymentStatusSdk.Simulation.Loop;
using PaymentStatusSdk.Simulation.Worlds;
using PaymentStatusSdk.Tracking;

namespace PaymentStatusSdk.Simulation.Merchants;

/// <summary>The merchant and the customers: they hand orders over, ask, stop and redeliver, on whatever instance serves.</summary>
internal sealed class MerchantModel(World world)
{
    private const int MaxTries = 60;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly SeededRandom _random = world.Random.Fork("merchant");
    private readonly SimulatedProcess _self = new(world.Loop);

    /// <summary>Begins the life of an order.</summary>
    public void Begin(Order order, DateTimeOffset begin)
    {
        After(begin - world.Loop.Now, () => BeginTrackingAsync(order, order.Payments.FirstOrDefault(), begin));
        foreach (var later in order.Payments.Skip(1))
        {
            // The customer pays again: the same reference, without a complaint.
            var at = later.Steps[0].At - _random.Spread(TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(1));
            After(at - world.Loop.Now, () => BeginTrackingAsync(order, later, at));
        }

        if (_random.Chance(0.15)) Ask(order, begin + _random.Spread(TimeSpan.FromSeconds(2), TimeSpan.FromDays(3)), CheckNowAsync);
        if (_random.Chance(0.10)) Ask(order, begin + _random.Spread(TimeSpan.FromSeconds(2), TimeSpan.FromDays(10)), GetAsync);
        if (_random.Chance(0.015)) Ask(order, begin + _random.Spread(TimeSpan.FromSeconds(2), TimeSpan.FromDays(3)), StopAsync);
    }

    /// <summary>Redelivers what is parked, now and then.</summary>
    public void BeginRedelivery(TimeSpan interval) => After(interval, async () =>
    {
        BeginRedelivery(interval);
        await RepeatAsync("redelivers", null, async instance =>
        {
            var page = await instance.Tracker.ListChangesAsync(new StatusChangeFilter { Status = DeliveryStatus.Parked, PageSize = 100 })
                .ConfigureAwait(false);
            foreach (var change in page.Items)
                await instance.Tracker.RedeliverAsync(change.Change.Id).ConfigureAwait(false);
        }).ConfigureAwait(false);
    });

    private async Task BeginTrackingAsync(Order order, Payment? payment, DateTimeOffset begin)
    {
        var isByGateway = order.Gateway.Capabilities.SupportsGatewayReference && payment is not null && _random.Chance(0.15);
        var query = isByGateway
            ? TransactionQuery.ByGatewayReference(payment!.GatewayReference) with
            {
                ExpectedMerchantReference = _random.Chance(0.5) ? order.MerchantReference : null,
            }
            : TransactionQuery.ByMerchantReference(order.MerchantReference);
        query = query with
        {
            Kind = order.Kind == TransactionKind.Purchase && _random.Chance(0.5) ? TransactionKind.Unknown : order.Kind,
            ExpectedAmount = MayOmitAmount(order, payment, begin) && _random.Chance(0.3) ? null : AmountOf(order, payment),
            SubmittedAt = _random.Chance(0.3) ? begin : null,
        };
        var policy = new TrackingPolicy
        {
            Deadline = _random.Chance(0.1) ? world.Loop.Now + _random.Spread(TimeSpan.FromHours(1), TimeSpan.FromDays(5)) : null,
            Schedule = order.Schedule,
        };
        var calls = new List<Task> { TrackAsync(order, query, policy) };
        // A double click, or a browser that repeats its request.
        if (_random.Chance(0.2)) calls.Add(TrackAsync(order, query, policy));
        // Two parts of the application that know different references of the same payment.
        if (!isByGateway && payment is not null && order.Gateway.Capabilities.SupportsGatewayReference && _random.Chance(0.1))
        {
            await world.Loop.DelayAsync(
                _random.Spread(TimeSpan.FromMilliseconds(1), TimeSpan.FromMinutes(10)), null, CancellationToken.None).ConfigureAwait(false);
            calls.Add(TrackAsync(
                order,
                TransactionQuery.ByGatewayReference(payment.GatewayReference) with
                {
                    Kind = order.Kind == TransactionKind.Purchase ? TransactionKind.Unknown : order.Kind,
                    ExpectedAmount = _random.Chance(0.5) ? payment.ExpectedAmount : null,
                },
                policy));
        }

        await Task.WhenAll(calls).ConfigureAwait(false);
    }

    // The part of the application that begins another attempt may not know the amount, unless it is another one.
    private static bool MayOmitAmount(Order order, Payment? payment, DateTimeOffset begin) =>
        begin > order.Begin && AmountOf(order, payment) == order.ExpectedAmount;

    private static Money? AmountOf(Order order, Payment? payment) => payment is null ? order.ExpectedAmount : payment.ExpectedAmount;

    private Task TrackAsync(Order order, TransactionQuery query, TrackingPolicy policy) => RepeatAsync("tracks", order, async instance =>
    {
        if (policy.Deadline <= world.Loop.Now + TimeSpan.FromMinutes(5)) policy = policy with { Deadline = null };
        try
        {
            await instance.Tracker.TrackAsync(order.Gateway.Name, query, policy).ConfigureAwait(false);
            world.Checker.Rules.HandedOver(order);
        }
        catch (ArgumentException)
        {
            // The row contradicts: the caller has to decide.
            order.IsRefused = true;
            world.Log(order, "the merchant's query contradicts the tracked row");
        }
    });

    private Task CheckNowAsync(Instance instance, TrackedTransaction row) => instance.Tracker.CheckNowAsync(row.Id);

    private Task GetAsync(Instance instance, TrackedTransaction row) => instance.Tracker.GetAsync(row.Id);

    private Task StopAsync(Instance instance, TrackedTransaction row)
    {
        world.OrderOf(row).IsStopped = true;
        return instance.Tracker.StopAsync(row.Id);
    }

    private void Ask(Order order, DateTimeOffset at, Func<Instance, TrackedTransaction, Task> call) =>
        After(at - world.Loop.Now, () => RepeatAsync("asks", order, async instance =>
        {
            var query = TransactionQuery.ByMerchantReference(order.MerchantReference);
            if (await instance.Tracker.FindAsync(order.Gateway.Name, query).ConfigureAwait(false) is { } row)
                await call(instance, row).ConfigureAwait(false);
        }));

    private void After(TimeSpan delay, Func<Task> act) => world.Loop.Post(delay, null, () => world.Watch(act()));

    /// <summary>Repeats a call until an instance has answered it.</summary>
    private async Task RepeatAsync(string what, Order? order, Func<Instance, Task> call)
    {
        for (var attempt = 1; ; attempt++)
        {
            if (world.Instances.Pick(_random) is { } instance)
            {
                world.Log(order, $"the merchant {what} at {instance}");
                try
                {
                    await call(instance).WaitAsync(Patience, _self.Clock).ConfigureAwait(false);
                    return;
                }
                catch (Exception exception) when (exception is TimeoutException or TrackingStoreException)
                {
                    world.Log(order, $"the merchant's call fails: {exception.GetType().Name}");
                }
            }

            if (attempt == MaxTries) return;
            var pause = _random.Spread(TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(2));
            await world.Loop.DelayAsync(pause, null, CancellationToken.None).ConfigureAwait(false);
        }
    }
}
