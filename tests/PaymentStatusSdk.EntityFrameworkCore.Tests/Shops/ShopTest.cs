using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using PaymentStatusSdk.Tracking;
using PaymentStatusSdk.Tracking.Stores;

namespace PaymentStatusSdk.EntityFrameworkCore.Tests.Shops;

/// <summary>A shop whose orders and tracking are in one database.</summary>
public abstract class ShopTest<TDatabase> : IAsyncLifetime
    where TDatabase : IShopDatabase, new()
{
    private readonly CancellationTokenSource _watchdog =
        CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
    private readonly List<ServiceProvider> _providers = [];

    // Only ends a hanging test; it measures nothing.
    protected ShopTest() => _watchdog.CancelAfter(TimeSpan.FromMinutes(10));

    protected CancellationToken Ct => _watchdog.Token;

    protected TDatabase Database { get; } = new();

    protected Faults Faults { get; } = new();

    public virtual async ValueTask InitializeAsync()
    {
        await Database.CreateAsync(Ct);
        await using var services = Start();
        await using var scope = services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<ITrackingStore>().PrepareAsync(Ct);
        await ContextOf(scope).Database.ExecuteSqlRawAsync(ContextOf(scope).Database.GenerateCreateScript(), Ct);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var provider in _providers) await provider.DisposeAsync();
        await Database.DisposeAsync();
        _watchdog.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Creates the services of the shop.</summary>
    protected ServiceProvider Start(
        Retries retries = Retries.None, Action<IServiceCollection>? addContext = null, params IInterceptor[] laterInterceptors)
    {
        var services = new ServiceCollection();
        AddShop(
            services, PaymentState.Pending,
            addContext ?? (all => all.AddDbContext<ShopContext>(options => Configure(options, retries))));
        services.ConfigureDbContext<ShopContext>(options => options.AddInterceptors(laterInterceptors));
        var built = services.BuildServiceProvider(new ServiceProviderOptions { ValidateOnBuild = true, ValidateScopes = true });
        _providers.Add(built);
        return built;
    }

    /// <summary>Adds the services of the shop.</summary>
    /// <param name="services">The services.</param>
    /// <param name="state">The state of every payment at the gateway.</param>
    /// <param name="addContext">Adds the context.</param>
    /// <param name="configure">Sets the options of tracking.</param>
    protected PaymentTrackingBuilder AddShop(
        IServiceCollection services, PaymentState state, Action<IServiceCollection> addContext, Action<TrackingOptions>? configure = null)
    {
        services.AddSingleton<ITransactionStatusClientFactory>(new OneClient(state));
        addContext(services);
        var tracking = services.AddPaymentTracking(configure).UseDbContext<ShopContext>();
        Database.UseStore(tracking);
        var tracker = services.Last(service => service.ServiceType == typeof(ITransactionTracker));
        services.AddSingleton(provider => new CountingTracker((ITransactionTracker)tracker.ImplementationFactory!(provider), Faults));
        services.AddSingleton<ITransactionTracker>(provider => provider.GetRequiredService<CountingTracker>());
        return tracking;
    }

    protected void Configure(DbContextOptionsBuilder options, Retries retries)
    {
        Database.UseDatabase(options, retries);
        options.AddInterceptors(Faults);
    }

    protected static ShopContext ContextOf(AsyncServiceScope scope) => scope.ServiceProvider.GetRequiredService<ShopContext>();

    protected static TransactionQuery Query(string order) => TransactionQuery.ByMerchantReference(order);

    /// <summary>Returns the tracked references.</summary>
    protected async Task<string[]> PaymentsAsync()
    {
        await using var services = Start();
        var rows = await services.GetRequiredService<ITransactionTracker>().ListAsync(new TrackedFilter { PageSize = 500 }, Ct);
        return [.. rows.Items.Select(row => row.MerchantReference!).Order(StringComparer.Ordinal)];
    }

    protected async Task<string[]> OrdersAsync()
    {
        await using var services = Start();
        await using var scope = services.CreateAsyncScope();
        var orders = await ContextOf(scope).Orders.Select(order => order.Id).ToArrayAsync(Ct);
        return [.. orders.Order(StringComparer.Ordinal)];
    }

    /// <summary>Asserts that exactly these orders are stored, and exactly their payments tracked.</summary>
    protected async Task AssertStoredAsync(params string[] expected)
    {
        Assert.Equal(expected, await OrdersAsync());
        Assert.Equal(expected, await PaymentsAsync());
    }
}
