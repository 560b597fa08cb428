using PaymentStatusSdk;
using PaymentStatusSdk.Samples.MerchantWeb;

var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
if (builder.Configuration["urls"] is null) builder.WebHost.UseUrls("http://localhost:5080");

// The host's own request log shows addresses, and the ones that Desjardins answers to hold a token of one use.
builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);

// The gateways are simulated in this process. A real merchant has their settings in his configuration and secret store instead.
await using var gateways = await SimulatedGateways.StartAsync();
builder.Configuration.AddInMemoryCollection(gateways.Settings);
builder.Configuration["PaymentStatus:Desjardins:PublicCallbackBaseUrl"] ??= builder.WebHost.GetSetting("urls")!.Split(';')[0];

builder.Services.AddPaymentStatus(clients =>
{
    clients.AddConvergeGate(GatewayMoves.Cards, builder.Configuration.GetSection("PaymentStatus:Cards"));
    clients.AddPpro(GatewayMoves.Ppro, builder.Configuration.GetSection("PaymentStatus:Ppro"));
    clients.AddDesjardins(GatewayMoves.Desjardins, builder.Configuration.GetSection("PaymentStatus:Desjardins"));
});
builder.Services.AddSingleton<IStatusNotificationHandler, FollowOnNotification>();
builder.Services.AddHealthChecks().AddPaymentStatus();

builder.Services.AddSingleton(gateways);
builder.Services.AddSingleton<LiveFeed>();
builder.Services.AddSingleton<PaymentBook>();
builder.Services.AddSingleton<PaymentFollower>();
builder.Services.AddHostedService(services => services.GetRequiredService<PaymentFollower>());
builder.Services.AddHostedService<DesjardinsPoll>();
builder.Services.ConfigureHttpJsonOptions(options => options.SerializerOptions.TypeInfoResolverChain.Insert(0, MerchantJson.Default));
builder.AddMerchantTelemetry();

var app = builder.Build();
app.UseDefaultFiles();
app.UseStaticFiles();
app.MapPaymentStatusCallbacks();
app.MapHealthChecks("/health");
app.MapPage();

await app.StartAsync();
gateways.NotifyAt(new Uri(app.Urls.First()));
app.Logger.LogInformation("The shop is open at {Address}.", app.Urls.First());
await app.WaitForShutdownAsync();
