// The C# examples about tracking, compiled. ReadmeTests compares them with the readmes, line by line.
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using PaymentStatusSdk.MySql;
using PaymentStatusSdk.PostgreSql;
using PaymentStatusSdk.Tracking;

namespace PaymentStatusSdk.EndToEnd.Tests.Readme;

internal static class TrackingSnippets
{
    public static async Task FirstScreenAsync(WebApplicationBuilder builder, ITransactionTracker tracker)
    {
        // snippet
        builder.Services.AddPaymentTracking()
            .UseSqlite("Data Source=payments.db")
            .AddStatusChangeHandler<ShipOrders>();

        await tracker.TrackAsync(
            "cards", TransactionQuery.ByMerchantReference("ORDER-1001") with { ExpectedAmount = new Money(125.45m, "EUR") });
        // end
    }

    public static async Task<TrackedTransaction> PackageAsync(WebApplicationBuilder builder, ITransactionTracker tracker)
    {
        // snippet
        builder.Services.AddPaymentTracking()
            .UseSqlite("Data Source=payments.db")
            .AddStatusChangeHandler<ShipOrders>();

        var tracked = await tracker.TrackAsync("cards", TransactionQuery.ByMerchantReference("ORDER-1001") with
        {
            Kind = TransactionKind.Purchase,
            ExpectedAmount = new Money(125.45m, "EUR"),
        });
        // end
        return tracked;
    }

    public static void Sqlite(WebApplicationBuilder builder)
    {
        // snippet
        builder.Services.AddPaymentStatus(gateways => gateways.AddPpro("ppro", builder.Configuration.GetSection("PaymentStatus:Ppro")));
        builder.Services.AddPaymentTracking()
            .UseSqlite("Data Source=/var/lib/shop/payments.db")
            .AddStatusChangeHandler<ShipOrders>();
        // end
    }

    public static void PostgreSql(WebApplicationBuilder builder)
    {
        // snippet
        builder.Services.AddPaymentStatus(gateways => gateways.AddPpro("ppro", builder.Configuration.GetSection("PaymentStatus:Ppro")));
        builder.Services.AddPaymentTracking()
            .UsePostgreSql(builder.Configuration.GetConnectionString("Payments")!)
            .AddStatusChangeHandler<ShipOrders>();
        // end
    }

    public static void MySql(WebApplicationBuilder builder)
    {
        // snippet
        builder.Services.AddPaymentStatus(gateways => gateways.AddPpro("ppro", builder.Configuration.GetSection("PaymentStatus:Ppro")));
        builder.Services.AddPaymentTracking()
            .UseMySql(builder.Configuration.GetConnectionString("Payments")!)
            .AddStatusChangeHandler<ShipOrders>();
        // end
    }

    public static void WebHost(WebApplicationBuilder builder)
    {
        // snippet
        builder.Services.AddPaymentTracking(options => options.RunWorker = false)
            .UsePostgreSql(builder.Configuration.GetConnectionString("Payments")!);
        builder.Services.AddPaymentStatusDashboard(options => options.ReadPolicy = "payments-read");
        // end
    }

    public static async Task WorkerHostAsync(string[] args)
    {
        // snippet
        var builder = Host.CreateApplicationBuilder(args);
        builder.Services.AddPaymentStatus(gateways =>
            gateways.AddConvergeGate("cards", builder.Configuration.GetSection("PaymentStatus:Cards")));
        builder.Services.AddPaymentTracking(options => options.Lease = TimeSpan.FromSeconds(30))
            .UsePostgreSql(builder.Configuration.GetConnectionString("Payments")!)
            .AddStatusChangeHandler<ShipOrders>();
        await builder.Build().RunAsync();
        // end
    }

    public static async Task RedeliverAllAsync(ITransactionTracker tracker, CancellationToken cancellationToken)
    {
        // snippet
        var parked = new StatusChangeFilter { Status = DeliveryStatus.Parked };
        foreach (var delivery in (await tracker.ListChangesAsync(parked, cancellationToken)).Items)
            await tracker.RedeliverAsync(delivery.Change.Id, cancellationToken);
        // end
    }

    public static async Task CheckOldAsync(ITransactionTracker tracker, TimeProvider timeProvider, CancellationToken cancellationToken)
    {
        // snippet
        var old = new TrackedFilter { Status = TrackingStatus.Active, TrackedBefore = timeProvider.GetUtcNow().AddDays(-1) };
        foreach (var payment in (await tracker.ListAsync(old, cancellationToken)).Items)
            await tracker.CheckNowAsync(payment.Id, cancellationToken);
        // end
    }

    public static void MySqlScript()
    {
        // snippet
        Console.WriteLine(MySqlSchema.GetScript());
        // end
    }

    public static void Script()
    {
        // snippet
        Console.WriteLine(PostgreSqlSchema.GetScript("payment_status"));
        // end
    }
}
