using Microsoft.Extensions.DependencyInjection;
using PaymentStatusSdk.Testing;
using PaymentStatusSdk.Tracking.Stores;
using PaymentStatusSdk.Tracking.Tests.Checks;
using PaymentStatusSdk.Tracking.Tests.Delivery;
using PaymentStatusSdk.Tracking.Tests.Staging;
using PaymentStatusSdk.Tracking.Tests.Stores;
using PaymentStatusSdk.Tracking.Work;

namespace PaymentStatusSdk.Tracking.Tests.Work;

public class WorkerFactoryTests
{
    [Fact]
    public async Task Each_client_has_a_worker_for_its_checks()
    {
        await using var bench = new Bench(
            services => services.AddScripted(new ScriptedTransactionStatusClient("cards"), new ScriptedTransactionStatusClient("wallets")));
        var pass = Bench.Pass();

        var workers = FactoryOf(bench).CreateChecks(pass, () => { });

        Assert.Equal(["cards", "wallets"], workers.Select(worker => worker.Name));
        Assert.All(workers, worker => Assert.Same(pass, worker.Pass));
        Assert.All(workers, worker => Assert.NotNull(worker.OnChanges));
        Assert.All(FactoryOf(bench).CreateChecks(), worker => Assert.True(worker is { Pass: null, OnChanges: null }));
    }

    [Fact]
    public async Task Deliveries_have_one_worker_if_there_is_a_handler()
    {
        await using var none = new Bench();
        await using var one = new Bench(services => services.AddSingleton<IStatusChangeHandler>(new Shop()));
        var pass = Bench.Pass();

        Assert.False(FactoryOf(none).HasHandlers);
        Assert.Empty(FactoryOf(none).CreateDeliveries(pass));
        Assert.True(FactoryOf(one).HasHandlers);
        var worker = Assert.Single(FactoryOf(one).CreateDeliveries(pass));
        Assert.Equal("changes", worker.Name);
        Assert.Same(pass, worker.Pass);
        Assert.Null(Assert.Single(FactoryOf(one).CreateDeliveries()).Pass);
    }

    [Fact]
    public async Task Transactional_handler_needs_a_store_with_transactions()
    {
        await using var without = new Bench(services => AddTransactional(services).AddSingleton<ITrackingStore>(new MemoryStore()));
        await using var joining = new Bench(services => AddTransactional(services));

        var refused = Assert.Throws<NotSupportedException>(() => FactoryOf(without).CreateDeliveries());

        Assert.Contains(nameof(InTransactionOne), refused.Message, StringComparison.Ordinal);
        Assert.Single(FactoryOf(joining).CreateDeliveries());
    }

    [Fact]
    public async Task Workers_notice_that_the_host_was_disposed_of()
    {
        var bench = new Bench(services => services.AddSingleton<IStatusChangeHandler>(new Shop()));
        var factory = FactoryOf(bench);
        Func<bool>[] gone =
        [
            Assert.Single(factory.CreateChecks()).IsHostGone, Assert.Single(factory.CreateDeliveries()).IsHostGone,
            factory.CreateMaintenance().IsHostGone,
        ];
        Assert.All(gone, isGone => Assert.False(isGone()));

        await bench.DisposeAsync();

        Assert.All(gone, isGone => Assert.True(isGone()));
    }

    [Fact]
    public async Task Pauses_are_those_of_the_workers()
    {
        await using var bench = new Bench();
        bench.Client.Fail("ORDER-1", TransactionStatusErrorKind.Authentication);
        bench.Store.DueChecks.Enqueue(new ClaimedTransaction(new TrackedPayment().Row, 1, 0, bench.Now));
        var factory = FactoryOf(bench);

        await Assert.Single(factory.CreateChecks(Bench.Pass())).RunAsync(default);

        Assert.Equal(TimeSpan.FromMinutes(1), factory.Pauses.PauseLeft("cards"));
        Assert.Same(factory.Pauses, bench.Services.GetRequiredService<ITrackingPauseSource>());
    }

    private static IServiceCollection AddTransactional(IServiceCollection services)
    {
        services.AddPaymentTracking().AddTransactionalStatusChangeHandler<InTransactionOne>();
        return services;
    }

    private static WorkerFactory FactoryOf(Bench bench) => bench.Services.GetRequiredService<WorkerFactory>();
}
