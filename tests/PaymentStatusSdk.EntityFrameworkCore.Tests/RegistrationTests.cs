using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.Extensions.DependencyInjection;
using PaymentStatusSdk.EntityFrameworkCore.Tests.Shops;
using PaymentStatusSdk.Tracking;

namespace PaymentStatusSdk.EntityFrameworkCore.Tests;

/// <summary>The registration of a context and of its handlers, without a database.</summary>
public sealed class RegistrationTests
{
    private const string Unused = "Data Source=unused.db";

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Context_has_one_interceptor_in_any_order_and_number_of_registrations(bool isContextFirst)
    {
        var services = new ServiceCollection();
        if (isContextFirst) services.AddDbContext<ShopContext>(options => options.UseSqlite(Unused));
        services.AddPaymentTracking().UseDbContext<ShopContext>().UseDbContext<ShopContext>()
            .AddStatusChangeHandler<ShopContext, Ignored>();
        if (!isContextFirst) services.AddDbContext<ShopContext>(options => options.UseSqlite(Unused));
        await using var provider = services.BuildServiceProvider();
        await using var scope = provider.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<ShopContext>();

        var interceptors = db.GetService<IDbContextOptions>().FindExtension<CoreOptionsExtension>()!.Interceptors!;

        Assert.Single(interceptors, one => one.GetType().Name == "TrackingInterceptor");
        Assert.Null(db.TrackPayment("cards", TransactionQuery.ByMerchantReference("A1")).Transaction);
    }

    [Fact]
    public async Task Handler_is_created_in_the_scope_of_its_context()
    {
        var services = new ServiceCollection();
        services.AddDbContext<ShopContext>(options => options.UseSqlite(Unused));
        services.AddPaymentTracking().AddStatusChangeHandler<ShopContext, Ignored>();
        await using var provider = services.BuildServiceProvider(validateScopes: true);
        await using var scope = provider.CreateAsyncScope();
        await using var other = provider.CreateAsyncScope();

        var handler = scope.ServiceProvider.GetRequiredKeyedService<IStatusChangeHandler>(typeof(Ignored));

        Assert.Same(scope.ServiceProvider.GetRequiredService<ShopContext>(), Assert.IsType<Ignored>(handler).Db);
        Assert.Same(handler, scope.ServiceProvider.GetRequiredKeyedService<IStatusChangeHandler>(typeof(Ignored)));
        Assert.NotSame(handler, other.ServiceProvider.GetRequiredKeyedService<IStatusChangeHandler>(typeof(Ignored)));
    }

    [Fact]
    public async Task Context_of_a_handler_tracks_without_a_further_registration()
    {
        var services = new ServiceCollection();
        services.AddDbContext<ShopContext>(options => options.UseSqlite(Unused));
        services.AddPaymentTracking().AddStatusChangeHandler<ShopContext, Ignored>();
        await using var provider = services.BuildServiceProvider();
        await using var scope = provider.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<ShopContext>();

        Assert.Null(db.TrackPayment("cards", TransactionQuery.ByMerchantReference("A1")).Transaction);
    }

    [Fact]
    public async Task Context_without_any_interceptor_is_refused()
    {
        await using var db = new ShopContext(new DbContextOptionsBuilder<ShopContext>().UseSqlite(Unused).Options);

        Assert.Throws<InvalidOperationException>(() => db.TrackPayment("cards", TransactionQuery.ByMerchantReference("A1")));
    }

    private sealed class Ignored(ShopContext db) : IStatusChangeHandler
    {
        public ShopContext Db => db;

        public Task HandleAsync(StatusChange change, CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
