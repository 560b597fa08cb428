using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.Extensions.DependencyInjection;
using PaymentStatusSdk.EntityFrameworkCore.Tests.Shops;

namespace PaymentStatusSdk.EntityFrameworkCore.Tests;

/// <summary>Events without a context, which EF Core allows, have no effect.</summary>
public sealed class InterceptorTests
{
    [Fact]
    public async Task Events_without_a_context_are_ignored()
    {
        var ct = TestContext.Current.CancellationToken;
        var services = new ServiceCollection();
        services.AddDbContext<ShopContext>(options => options.UseSqlite("Data Source=unused.db"));
        services.AddPaymentTracking().UseDbContext<ShopContext>();
        await using var provider = services.BuildServiceProvider();
        await using var scope = provider.CreateAsyncScope();
        var interceptor = Assert.Single(
            scope.ServiceProvider.GetRequiredService<ShopContext>().GetService<IDbContextOptions>()
                .FindExtension<CoreOptionsExtension>()!.Interceptors!,
            one => one.GetType().Name == "TrackingInterceptor");
        var saves = Assert.IsAssignableFrom<ISaveChangesInterceptor>(interceptor);
        var transactions = Assert.IsAssignableFrom<IDbTransactionInterceptor>(interceptor);
        var save = new DbContextEventData(null!, Message, null);
        var failure = new DbContextErrorEventData(null!, Message, null!, new FormatException());
        var end = new TransactionEndEventData(
            null!, Message, null!, null, Guid.Empty, Guid.Empty, true, DateTimeOffset.UnixEpoch, TimeSpan.Zero);

        Assert.False(saves.SavingChanges(save, default).HasResult);
        Assert.False((await saves.SavingChangesAsync(save, default, ct)).HasResult);
        Assert.Equal(3, await saves.SavedChangesAsync(new SaveChangesCompletedEventData(null!, Message, null!, 3), 3, ct));
        await saves.SaveChangesFailedAsync(failure, ct);
        await saves.SaveChangesCanceledAsync(save, ct);
        transactions.TransactionCommitted(null!, end);
        await transactions.TransactionCommittedAsync(null!, end, ct);

        static string Message(EventDefinitionBase definition, EventData data) => "";
    }
}
