// The C# examples about EF Core, compiled. ReadmeTests compares them with the readmes, line by line.
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PaymentStatusSdk.EntityFrameworkCore;

namespace PaymentStatusSdk.EndToEnd.Tests.Readme;

internal static class EfTrack
{
    public static void Register(WebApplicationBuilder builder, string connectionString)
    {
        // snippet
        builder.Services.AddDbContext<ShopContext>(options => options.UseNpgsql(connectionString));
        builder.Services.AddPaymentTracking()
            .UsePostgreSql(connectionString)
            .UseDbContext<ShopContext>()
            .AddStatusChangeHandler<ShopContext, EfHandler>();
        // end
    }

    public static async Task SaveAsync(ShopContext db, ShopOrder order, Money amount, CancellationToken cancellationToken)
    {
        // snippet
        db.Orders.Add(order);
        db.TrackPayment("cards", TransactionQuery.ByMerchantReference(order.Id) with { ExpectedAmount = amount });
        await db.SaveChangesAsync(cancellationToken);
        // end
    }

    public static async Task SaveInTransactionAsync(
        ShopContext db, ShopOrder order, Money amount, CancellationToken cancellationToken)
    {
        // snippet
        await db.Database.CreateExecutionStrategy().ExecuteAsync(async () =>
        {
            db.ChangeTracker.Clear();
            await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
            db.Orders.Add(order);
            db.TrackPayment("cards", TransactionQuery.ByMerchantReference(order.Id) with { ExpectedAmount = amount });
            await db.SaveChangesAsync(cancellationToken);
            await transaction.CommitAsync(cancellationToken);
        });
        // end
    }
}
