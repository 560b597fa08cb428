// The C# examples about tracking, compiled. ReadmeTests compares them with the readmes, line by line.
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
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
