using System.Collections.Concurrent;
using System.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using PaymentStatusSdk.EntityFrameworkCore.Tests.Shops;
using PaymentStatusSdk.Tracking;

namespace PaymentStatusSdk.EntityFrameworkCore.Tests;

/// <summary>
/// The effects of handlers on their context happen exactly once, whatever fails. The hosts use real time; the tests wait for results.
/// </summary>
public abstract class HandlerTests<TDatabase> : ShopTest<TDatabase>
    where TDatabase : IShopDatabase, new()
{
    private const int Payments = 6;

    [Theory]
    [InlineData(Retries.None, false)]
    [InlineData(Retries.Injected, false)]
    [InlineData(Retries.Provider, false)]
    [InlineData(Retries.Provider, true)]
    public async Task Unsaved_changes_of_a_handler_are_saved_once(Retries retries, bool isPooled)
    {
        var plan = new Plan();

        var changes = await RunAsync(tracking => tracking.AddStatusChangeHandler<ShopContext, Shop>(), plan, retries, isPooled);

        await AssertEffectsAsync(changes.Count);
        Assert.All(changes, change => Assert.Equal(1, change.Tries));
        Assert.Equal(changes.Count, plan.Calls);
    }

    [Theory]
    [InlineData(HandlerFault.BeforeTheSave, Retries.None, false)]
    [InlineData(HandlerFault.AfterTheSave, Retries.None, false)]
    [InlineData(HandlerFault.AfterTheSave, Retries.Provider, true)]
    [InlineData(HandlerFault.InTheSave, Retries.None, false)]
    [InlineData(HandlerFault.InTheSave, Retries.Provider, true)]
    [InlineData(HandlerFault.InTheUnsavedChanges, Retries.Provider, true)]
    [InlineData(HandlerFault.Transient, Retries.Injected, false)]
    [InlineData(HandlerFault.Transient, Retries.Injected, true)]
    [InlineData(HandlerFault.Hangs, Retries.None, true)]
    [InlineData(HandlerFault.RollsBack, Retries.None, true)]
    public async Task Effect_of_a_failed_try_is_undone_and_the_try_counts(HandlerFault fault, Retries retries, bool isPooled)
    {
        var plan = new Plan { First = fault };

        var changes = await RunAsync(tracking => tracking.AddStatusChangeHandler<ShopContext, Shop>(), plan, retries, isPooled);

        await AssertEffectsAsync(changes.Count);
        // The time limit of one second is real, so on a busy machine other tries may exceed it, too.
        var maxTries = fault == HandlerFault.Hangs ? int.MaxValue : 2;
        Assert.All(changes, change => Assert.InRange(change.Tries, 2, maxTries));
        // Nothing is retried inside the transaction of a delivery.
        Assert.InRange(plan.Calls, 2 * changes.Count, changes.Sum(change => change.Tries));
    }

    [Fact]
    public async Task Each_of_several_handlers_has_its_effect_once_while_another_one_fails()
    {
        var changes = await RunAsync(
            tracking => tracking.AddStatusChangeHandler<ShopContext, Shop>().AddStatusChangeHandler<ShopContext, Ledger>(),
            new Plan { First = HandlerFault.AfterTheSave });

        await AssertEffectsAsync(2 * changes.Count);
        Assert.All(changes, change => Assert.Equal(2, change.Tries));
    }

    [Theory]
    [InlineData(Retries.None)]
    [InlineData(Retries.Provider)]
    public async Task Handler_tracks_a_further_payment_with_its_effect(Retries retries)
    {
        await RunAsync(
            tracking => tracking.AddStatusChangeHandler<ShopContext, Shop>(),
            new Plan { First = HandlerFault.AfterTheSave, Tracks = true }, retries);

        Assert.Equal(Payments, (await PaymentsAsync()).Count(reference => reference.StartsWith("next-", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Transient_context_is_refused()
    {
        var plan = new Plan();

        var changes = await RunAsync(
            tracking => tracking.AddStatusChangeHandler<ShopContext, Shop>(), plan,
            addContext: services => services.AddDbContext<ShopContext>(
                options => Configure(options, Retries.None), ServiceLifetime.Transient),
            configure: options => options.MaxDeliveryTries = 2, expected: DeliveryStatus.Parked);

        Assert.All(changes, change => Assert.Equal(typeof(InvalidOperationException).FullName, change.LastError));
        Assert.Equal(0, plan.Calls);
        await AssertEffectsAsync(0);
    }

    /// <summary>Saves orders with their payments until all changes have reached a status.</summary>
    private async Task<IReadOnlyList<StatusChangeDelivery>> RunAsync(
        Action<PaymentTrackingBuilder> addHandlers, Plan plan, Retries retries = Retries.None, bool isPooled = false,
        Action<IServiceCollection>? addContext = null, Action<TrackingOptions>? configure = null,
        DeliveryStatus expected = DeliveryStatus.Delivered)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddSingleton(plan);
        addHandlers(AddShop(builder.Services, PaymentState.Captured, addContext ?? AddContext, options =>
        {
            options.PollInterval = TimeSpan.FromMilliseconds(20);
            options.HandlerTimeout = plan.First == HandlerFault.Hangs ? TimeSpan.FromSeconds(1) : TimeSpan.FromSeconds(30);
            options.OverrunSlack = TimeSpan.Zero;
            options.MaxDeliveryTries = 1_000;
            options.DeliveryRetries = new PollingSchedule(TimeSpan.FromMilliseconds(20));
            configure?.Invoke(options);
        }));
        using var host = builder.Build();
        await host.StartAsync(Ct);
        for (var number = 0; number < Payments; number++)
        {
            await using var scope = host.Services.CreateAsyncScope();
            var db = ContextOf(scope);
            db.Add(new Order { Id = $"order-{number}" });
            db.TrackPayment("cards", Query($"order-{number}") with { SubmittedAt = DateTimeOffset.UnixEpoch });
            await db.SaveChangesAsync(Ct);
        }

        var changes = await WaitForAsync(host.Services.GetRequiredService<ITransactionTracker>(), expected);
        await host.StopAsync(Ct);
        if (isPooled) await AssertPoolIsCleanAsync(host.Services);
        return changes;

        void AddContext(IServiceCollection services)
        {
            if (isPooled) services.AddDbContextPool<ShopContext>(options => Configure(options, retries), 2);
            else services.AddDbContext<ShopContext>(options => Configure(options, retries));
        }
    }

    private async Task<IReadOnlyList<StatusChangeDelivery>> WaitForAsync(ITransactionTracker tracker, DeliveryStatus expected)
    {
        while (true)
        {
            var changes = (await tracker.ListChangesAsync(new StatusChangeFilter { PageSize = 100 }, Ct)).Items;
            // Further payments that a handler has tracked do not count: they may be paid before the last order was checked.
            var paid = changes.Where(change => change.Change.Transaction.Belief?.State == PaymentState.Captured)
                .Select(change => change.Change.Transaction.MerchantReference!)
                .Where(reference => reference.StartsWith("order-", StringComparison.Ordinal)).Distinct().Count();
            if (paid >= Payments && changes.All(change => change.Status == expected)) return changes;
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, Ct);
        }
    }

    /// <summary>Asserts that the contexts of the pool use their own connections again.</summary>
    private async Task AssertPoolIsCleanAsync(IServiceProvider services)
    {
        var scopes = Enumerable.Range(0, 3).Select(_ => services.CreateAsyncScope()).ToArray();
        foreach (var scope in scopes)
        {
            var db = ContextOf(scope);
            Assert.Null(db.Database.CurrentTransaction);
            Assert.Equal(ConnectionState.Closed, db.Database.GetDbConnection().State);
            db.Add(new Order { Id = $"{Guid.NewGuid():N}" });
            await db.SaveChangesAsync(Ct);
            Assert.Equal(ConnectionState.Closed, db.Database.GetDbConnection().State);
        }

        foreach (var scope in scopes) await scope.DisposeAsync();
    }

    private async Task AssertEffectsAsync(int expected)
    {
        await using var scope = Start().CreateAsyncScope();
        var effects = await ContextOf(scope).Shipments.Select(shipment => shipment.Effect).ToArrayAsync(Ct);
        Assert.Equal(expected, effects.Length);
        Assert.Equal(expected, effects.Distinct().Count());
    }

    private sealed class Plan
    {
        private readonly ConcurrentDictionary<string, bool> _known = new(StringComparer.Ordinal);
        private int _calls;

        public HandlerFault First { get; init; }

        public bool Tracks { get; init; }

        public int Calls => _calls;

        public HandlerFault Begin(string effect)
        {
            Interlocked.Increment(ref _calls);
            return _known.TryAdd(effect, true) ? First : HandlerFault.None;
        }
    }

    private class Shop(ShopContext db, Plan plan) : IStatusChangeHandler
    {
        public async Task HandleAsync(StatusChange change, CancellationToken cancellationToken)
        {
            var effect = $"{GetType().Name} {change.Id:D}";
            var fault = plan.Begin(effect);
            var reference = change.Transaction.MerchantReference!;
            var order = await db.Orders.SingleOrDefaultAsync(one => one.Id == reference, cancellationToken);
            if (order is not null) order.Shipments++;
            db.Add(new Shipment { Effect = effect });
            if (plan.Tracks && order is not null) db.TrackPayment("cards", Query("next-" + reference));
            if (fault == HandlerFault.BeforeTheSave) throw new FormatException();
            if (fault is HandlerFault.InTheSave or HandlerFault.InTheUnsavedChanges)
            {
                // The context would refuse a second instance of an order that it knows.
                if (order is not null) db.Entry(order).State = EntityState.Detached;
                db.Add(new Order { Id = reference });
            }

            if (fault == HandlerFault.InTheUnsavedChanges) return;
            if (fault != HandlerFault.None || plan.Tracks) await db.SaveChangesAsync(cancellationToken);
            if (fault == HandlerFault.AfterTheSave) throw new FormatException();
            if (fault == HandlerFault.Transient) throw new InjectedException("in the handler");
            if (fault == HandlerFault.Hangs) await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
            if (fault == HandlerFault.RollsBack) await db.Database.RollbackTransactionAsync(cancellationToken);
        }
    }

    private sealed class Ledger(ShopContext db, Plan plan) : Shop(db, plan);
}
