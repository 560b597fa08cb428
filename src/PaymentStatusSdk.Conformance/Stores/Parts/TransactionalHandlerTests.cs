using System.Collections.Concurrent;
using System.Data.Common;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using PaymentStatusSdk.Tracking;

namespace PaymentStatusSdk.Conformance.Stores.Parts;

/// <summary>
/// The effects of handlers without any detection of duplicates happen exactly once, whatever fails. The hosts use real time; the tests
/// wait for results.
/// </summary>
public abstract class TransactionalHandlerTests<TFixture> : StorePart<TFixture>
    where TFixture : ITransactionalStoreFixture, new()
{
    private const int Payments = 8;

    private MerchantTable Effects => field ??= new MerchantTable(Fixture, "effects");

    [Fact]
    public async Task Effect_happens_once_for_each_change()
    {
        var changes = await RunAsync(tracking => tracking.AddTransactionalStatusChangeHandler<Shop>(), new Plan());

        await AssertEffectsAsync(changes.Count);
    }

    [Theory]
    [InlineData(HandlerFault.ThrowsAfterTheEffect)]
    [InlineData(HandlerFault.ThrowsBeforeTheEffect)]
    [InlineData(HandlerFault.Hangs)]
    [InlineData(HandlerFault.HangsAndIgnoresItsToken)]
    [InlineData(HandlerFault.EndsTheTransaction)]
    public async Task Effect_of_a_failed_try_is_undone_and_the_try_counts(HandlerFault fault)
    {
        var plan = new Plan { First = fault };

        var changes = await RunAsync(tracking => tracking.AddTransactionalStatusChangeHandler<Shop>(), plan);
        plan.Release();

        await AssertEffectsAsync(changes.Count);
        Assert.All(changes, change => Assert.InRange(change.Tries, 2, int.MaxValue));
    }

    [Fact]
    public async Task Each_of_several_handlers_has_its_effect_once_while_another_one_fails()
    {
        var changes = await RunAsync(
            tracking => tracking.AddTransactionalStatusChangeHandler<Shop>().AddStatusChangeHandler<Mail>()
                .AddTransactionalStatusChangeHandler<Ledger>(),
            new Plan { First = HandlerFault.ThrowsAfterTheEffect });

        await AssertEffectsAsync(2 * changes.Count);
        Assert.All(changes, change => Assert.InRange(change.Tries, 2, int.MaxValue));
    }

    [Fact]
    public async Task Handler_tracks_a_further_payment_in_its_transaction()
    {
        await RunAsync(
            tracking => tracking.AddTransactionalStatusChangeHandler<Shop>(),
            new Plan { First = HandlerFault.ThrowsAfterTheEffect, Tracks = true });

        var rows = (await Store.ListAsync(new TrackedFilter { PageSize = 100 }, Ct)).Items;
        Assert.Equal(Payments, rows.Count(row => row.MerchantReference!.StartsWith("next-", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData(HandlerFault.ThrowsAfterTheEffect)]
    [InlineData(HandlerFault.EndsTheTransaction)]
    [InlineData(HandlerFault.Hangs)]
    public async Task Effect_in_a_database_with_an_inbox_happens_once(HandlerFault fault)
    {
        var plan = new Plan { First = fault };

        var changes = await RunAsync(
            tracking => tracking.AddTransactionalStatusChangeHandler<Shop>(_ => Effects.Database), plan, InboxSchema.GetScript());
        plan.Release();

        await AssertEffectsAsync(changes.Count);
        // The script may run again.
        await Effects.RunAsync(InboxSchema.GetScript(), Ct);
    }

    /// <summary>Tracks payments until all their changes are delivered.</summary>
    private async Task<IReadOnlyList<StatusChangeDelivery>> RunAsync(
        Action<PaymentTrackingBuilder> addHandlers, Plan plan, string? script = null)
    {
        await Store.PrepareAsync(Ct);
        await Effects.CreateAsync(Ct);
        if (script is not null) await Effects.RunAsync(script, Ct);
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddSingleton<ITransactionStatusClientFactory>(new OneClient(PaymentState.Captured));
        builder.Services.AddSingleton(plan).AddSingleton(Effects);
        var tracking = builder.Services.AddPaymentTracking(options =>
        {
            options.PollInterval = TimeSpan.FromMilliseconds(20);
            // A short limit would end handlers that only wait for the processor.
            options.HandlerTimeout = TimeSpan.FromSeconds(
                plan.First is HandlerFault.Hangs or HandlerFault.HangsAndIgnoresItsToken ? 1 : 60);
            options.OverrunSlack = TimeSpan.Zero;
            options.MaxConcurrentDeliveries = 64;
            options.MaxDeliveryTries = 1_000;
            options.DeliveryRetries = new PollingSchedule(TimeSpan.FromMilliseconds(20));
        });
        addHandlers(tracking);
        Fixture.Use(tracking);
        using var host = builder.Build();
        await host.StartAsync(Ct);
        var tracker = host.Services.GetRequiredService<ITransactionTracker>();
        for (var number = 0; number < Payments; number++)
        {
            var query = TransactionQuery.ByMerchantReference($"order-{number}") with { SubmittedAt = DateTimeOffset.UnixEpoch };
            await tracker.TrackAsync("cards", query, cancellationToken: Ct);
        }

        while (true)
        {
            var changes = (await tracker.ListChangesAsync(new StatusChangeFilter { PageSize = 100 }, Ct)).Items;
            // Further payments that a handler has tracked do not count: they may be paid before the last order was checked.
            var paid = changes.Where(change => change.Change.Transaction.Belief?.State == PaymentState.Captured)
                .Select(change => change.Change.Transaction.MerchantReference!)
                .Where(reference => reference.StartsWith("order-", StringComparison.Ordinal)).Distinct().Count();
            if (paid >= Payments && changes.All(change => change.Status == DeliveryStatus.Delivered))
            {
                await host.StopAsync(Ct);
                return changes;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, Ct);
        }
    }

    private async Task AssertEffectsAsync(int expected) => Assert.Equal(expected, await Effects.CountAsync(Ct));

    private sealed class Plan
    {
        private readonly ConcurrentDictionary<string, bool> _known = new(StringComparer.Ordinal);
        private readonly TaskCompletionSource _released = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public HandlerFault First { get; init; }

        public bool Tracks { get; init; }

        public void Release() => _released.TrySetResult();

        public async Task FailAsync(string key, DbTransaction transaction, CancellationToken cancellationToken)
        {
            if (First == HandlerFault.ThrowsBeforeTheEffect || !_known.TryAdd(key, true)) return;
            if (First == HandlerFault.ThrowsAfterTheEffect) throw new FormatException();
            if (First == HandlerFault.EndsTheTransaction) await transaction.RollbackAsync(cancellationToken);
            if (First == HandlerFault.Hangs) await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
            if (First == HandlerFault.HangsAndIgnoresItsToken) await _released.Task;
        }

        public void FailBefore(string key)
        {
            if (First == HandlerFault.ThrowsBeforeTheEffect && _known.TryAdd(key, true)) throw new FormatException();
        }
    }

    private class Shop(Plan plan, MerchantTable effects, ITransactionTracker tracker) : ITransactionalStatusChangeHandler
    {
        public async Task HandleAsync(StatusChange change, DbTransaction transaction, CancellationToken cancellationToken)
        {
            var key = $"{GetType().Name} {change.Id:D}";
            plan.FailBefore(key);
            await effects.AddAsync(transaction, key, cancellationToken);
            var reference = change.Transaction.MerchantReference!;
            if (plan.Tracks && reference.StartsWith("order", StringComparison.Ordinal))
                await tracker.TrackAsync(
                    "cards", TransactionQuery.ByMerchantReference("next-" + reference), transaction, cancellationToken: cancellationToken);
            await plan.FailAsync(key, transaction, cancellationToken);
        }
    }

    private sealed class Ledger(Plan plan, MerchantTable effects, ITransactionTracker tracker) : Shop(plan, effects, tracker);

    private sealed class Mail : IStatusChangeHandler
    {
        private static readonly ConcurrentDictionary<Guid, bool> Known = new();

        public Task HandleAsync(StatusChange change, CancellationToken cancellationToken) =>
            Known.TryAdd(change.Id, true) ? throw new FormatException() : Task.CompletedTask;
    }
}
