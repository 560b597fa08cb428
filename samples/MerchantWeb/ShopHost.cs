using PaymentStatusSdk.Samples.MerchantWeb.Workers;

namespace PaymentStatusSdk.Samples.MerchantWeb;

/// <summary>The process that customers and operators reach: the shop, the dashboard and the callbacks. It checks nothing itself.</summary>
internal static class ShopHost
{
    public static async Task RunAsync(string[] args)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            Args = args,
            ContentRootPath = AppContext.BaseDirectory,
            // In Development, the dashboard needs no policies, and answers requests from this machine only.
            EnvironmentName = Environments.Development,
        });
        if (builder.Configuration["urls"] is null) builder.WebHost.UseUrls("http://localhost:5080");
        builder.Logging.LogLessOfTheHost();

        // The gateways are simulated in this process. A real merchant keeps their settings in the configuration and in a secret store.
        await using var gateways = await SimulatedGateways.StartAsync();
        builder.Configuration.AddInMemoryCollection(gateways.Settings);
        builder.Configuration[SimulatedGateways.CallbackKey] ??= builder.WebHost.GetSetting("urls")!.Split(';')[0];
        using var store = PaymentStore.Of(builder.Configuration);
        await using var workers = new WorkerPool(WorkerProcess.SettingsOf(builder.Configuration, store));

        builder.Services.AddMerchantClients(builder.Configuration);
        store.AddTo(builder.Services.AddPaymentTracking(options =>
        {
            DemoTracking.Configure(options);
            // This process tracks payments, receives notifications and shows the dashboard. The workers check and deliver.
            options.RunWorker = false;
        })).UseDbContext<ShopContext>();
        builder.Services.AddPaymentStatusDashboard();
        builder.Services.AddHealthChecks().AddPaymentStatus().AddPaymentTracking();

        builder.Services.AddSingleton(gateways).AddSingleton(workers).AddSingleton<OrderNumbers>();
        builder.Services.AddDbContext<ShopContext>(store.Configure);
        builder.Services.AddScoped<OrderBook>();
        builder.Services.AddHostedService<GatewayMemory>();
        builder.Services.AddHostedService<ShopTables>();
        builder.Services.ConfigureHttpJsonOptions(options => options.SerializerOptions.TypeInfoResolverChain.Insert(0, ShopJson.Default));
        builder.AddMerchantTelemetry();

        await using var app = builder.Build();
        app.UseDefaultFiles();
        app.UseStaticFiles();
        app.MapPaymentStatusCallbacks();
        app.MapPaymentStatusDashboard("/dashboard");
        app.MapHealthChecks("/health");
        app.MapShop();

        await app.StartAsync();
        gateways.NotifyAt(new Uri(app.Urls.First()));
        // The tables exist now, and this process receives the answers of Desjardins.
        workers.Fill();
        app.Logger.LogInformation("The shop is open at {Address}. Its payments are stored in {Store}.", app.Urls.First(), store);
        await app.WaitForShutdownAsync();
    }
}
