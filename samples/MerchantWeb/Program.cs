using PaymentStatusSdk.Samples.MerchantWeb;

var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
if (builder.Configuration["urls"] is null) builder.WebHost.UseUrls("http://localhost:5080");

// The host's own request log contains URLs, and the callback URLs of Desjardins contain a one-time token.
builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
builder.Logging.AddFilter("Microsoft.EntityFrameworkCore", LogLevel.Warning);

// The gateways are simulated in this process. A real merchant keeps their settings in the configuration and in a secret store.
await using var gateways = await SimulatedGateways.StartAsync();
builder.Configuration.AddInMemoryCollection(gateways.Settings);
builder.Configuration["PaymentStatus:Desjardins:PublicCallbackBaseUrl"] ??= builder.WebHost.GetSetting("urls")!.Split(';')[0];

builder.Services.AddPaymentStatus(clients =>
{
    clients.AddConvergeGate(GatewayMoves.Cards, builder.Configuration.GetSection("PaymentStatus:Cards"));
    clients.AddPpro(GatewayMoves.Ppro, builder.Configuration.GetSection("PaymentStatus:Ppro"));
    clients.AddDesjardins(GatewayMoves.Desjardins, builder.Configuration.GetSection("PaymentStatus:Desjardins"));
});
var store = PaymentStore.Of(builder.Configuration, builder.Environment);
builder.Services.AddSingleton(gateways);
builder.Services.AddSingleton<LiveFeed>();
builder.Services.AddSingleton<OrderSystem>();
builder.Services.AddSingleton<OrderNumbers>();
builder.Services.AddScoped<PaymentBook>();
builder.Services.AddDbContext<ShopContext>(store.Configure);
// Hosted services start in the order of registration: the gateways are restored before tracking starts to check.
builder.Services.AddHostedService<GatewayMemory>();
builder.Services.AddHostedService<ShopTables>();
store.AddTo(builder.Services.AddPaymentTracking(DemoTracking.Configure))
    .AddStatusChangeHandler<LiveUpdates>()
    .AddStatusChangeHandler<ShopContext, OrderUpdates>();
builder.Services.AddHealthChecks().AddPaymentStatus().AddPaymentTracking();
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
app.Logger.LogInformation("The shop is open at {Address}. Its payments are stored in {Store}.", app.Urls.First(), store);
await app.WaitForShutdownAsync();
