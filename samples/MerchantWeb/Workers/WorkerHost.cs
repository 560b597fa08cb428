using Microsoft.Extensions.Logging.Console;

namespace PaymentStatusSdk.Samples.MerchantWeb.Workers;

/// <summary>A worker: it checks payments at the gateways and delivers their changes to the shop's code.</summary>
internal static class WorkerHost
{
    /// <summary>The first argument of a worker's process.</summary>
    public const string Argument = "worker";

    public static async Task RunAsync(string[] args)
    {
        var builder = Host.CreateApplicationBuilder(
            new HostApplicationBuilderSettings { Args = args, ContentRootPath = AppContext.BaseDirectory });
        builder.Logging.LogLessOfTheHost();
        builder.Logging.AddFilter("Microsoft.Hosting.Lifetime", LogLevel.Warning);
        // The standard output contains the reports to the shop.
        builder.Services.Configure<ConsoleLoggerOptions>(console => console.LogToStandardErrorThreshold = LogLevel.Trace);

        using var store = PaymentStore.Of(builder.Configuration);
        builder.Services.AddMerchantClients(builder.Configuration, client => client.Use((inner, _) => new ReportedClient(inner)));
        builder.Services.AddDbContext<ShopContext>(store.Configure);
        store.AddTo(builder.Services.AddPaymentTracking(DemoTracking.Configure)).AddStatusChangeHandler<ShopContext, OrderUpdates>();
        builder.Services.AddHostedService<ParentWatch>();
        builder.AddMerchantTelemetry();
        await builder.Build().RunAsync();
    }
}
