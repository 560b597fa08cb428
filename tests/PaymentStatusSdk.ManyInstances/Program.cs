using PaymentStatusSdk;
using PaymentStatusSdk.ManyInstances;
using PaymentStatusSdk.ManyInstances.Logs;
using PaymentStatusSdk.Tracking;

// One instance of a merchant, of which the tests start several and kill them: --settings FILE --ledger FILE --events FILE
// --worker true|false.
var builder = WebApplication.CreateSlimBuilder(args);
builder.Configuration.AddJsonFile(builder.Configuration["settings"]!);
builder.WebHost.UseUrls("http://127.0.0.1:0");
builder.Logging.SetMinimumLevel(LogLevel.Warning);

var settings = builder.Configuration;
builder.Services.AddPaymentStatus(gateways =>
{
    gateways.AddConvergeGate("cards", settings.GetSection("PaymentStatus:Cards")).UseEventLog();
    gateways.AddPpro("ppro", settings.GetSection("PaymentStatus:Ppro")).UseEventLog();
    gateways.AddDesjardins("desjardins", settings.GetSection("PaymentStatus:Desjardins")).UseEventLog();
});
var tracking = builder.Services.AddPaymentTracking(options =>
{
    options.RunWorker = settings.GetValue<bool>("worker");
    // Longer than a busy machine lets a process wait.
    options.Lease = TimeSpan.FromSeconds(8);
    options.PollInterval = TimeSpan.FromMilliseconds(250);
    options.MaintenanceInterval = TimeSpan.FromSeconds(5);
    options.DeliveryRetries = new PollingSchedule(TimeSpan.FromMilliseconds(200));
    options.MaxDeliveryTries = 100;
    var schedule = FastSchedules.Schedule(settings.GetValue<double>("Patience"));
    foreach (var client in (ReadOnlySpan<string>)["cards", "ppro", "desjardins"])
        options.Clients[client] = new ClientTrackingOptions { Schedule = schedule };
});
if (settings["Store"] == "PostgreSql")
{
    tracking.UsePostgreSql(store =>
    {
        store.ConnectionString = settings.GetConnectionString("Payments");
        store.ListenConnectionString = settings.GetConnectionString("Listen");
    });
}
else if (settings["Store"] == "MySql") tracking.UseMySql(settings.GetConnectionString("Payments")!);
else tracking.UseSqlite(settings.GetConnectionString("Payments")!);
builder.Services.AddEventLog(settings["events"]!);
builder.Services.AddSingleton(new Ledger(settings["ledger"]!));
var isShop = settings.GetValue<bool>("IsShop");
if (isShop)
{
    builder.Services.AddSingleton(Shop.Open(settings["Store"], settings.GetConnectionString("Payments")!)).AddSingleton<Shop>();
    tracking.AddTransactionalStatusChangeHandler<ShopHandler>();
}
else tracking.AddStatusChangeHandler<LedgerHandler>();

var app = builder.Build();
app.MapPaymentStatusCallbacks();
app.MapPost("/track", async (Order order, ITransactionTracker tracker, CancellationToken cancellationToken) =>
    (await tracker.TrackAsync(order.Client, order.ToQuery(), cancellationToken: cancellationToken)).Id);
if (isShop)
    app.MapPost("/orders", (Order order, Shop shop, CancellationToken cancellationToken) => shop.AddAsync(order, cancellationToken));
await app.StartAsync();
Console.WriteLine($"listening {app.Urls.First()}");
await app.WaitForShutdownAsync();
