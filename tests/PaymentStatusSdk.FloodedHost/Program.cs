using Microsoft.AspNetCore.Server.Kestrel.Core;
using PaymentStatusSdk;
using PaymentStatusSdk.FloodedHost;

// A merchant's host that a test floods with messages which do not end. It prints its addresses: HTTP/1.1 first, then HTTP/2.
var builder = WebApplication.CreateSlimBuilder(args);
builder.Logging.SetMinimumLevel(LogLevel.Warning);
builder.WebHost.ConfigureKestrel(kestrel =>
{
    // The web server's own limit would end the messages before all of them are held.
    kestrel.Limits.MinRequestBodyDataRate = null;
    kestrel.Listen(System.Net.IPAddress.Loopback, 0, listener => listener.Protocols = HttpProtocols.Http1);
    kestrel.Listen(System.Net.IPAddress.Loopback, 0, listener => listener.Protocols = HttpProtocols.Http2);
});
builder.Services.AddPaymentStatus(gateways => gateways.AddPpro("ppro", options =>
{
    options.Endpoint = new Uri("http://127.0.0.1:1/");
    (options.Login, options.Password, options.ContractId) = ("testclient", "test123", "TESTCONTRACT");
    options.NotificationSecret = builder.Configuration["secret"];
}));
builder.Services.AddSingleton<IStatusNotificationHandler, IdleHandler>();

var app = builder.Build();
var requests = 0;
app.Use(async (context, next) =>
{
    Interlocked.Increment(ref requests);
    await next(context);
    Interlocked.Decrement(ref requests);
});
// As long as the test needs, so that all messages are held at once.
app.MapPaymentStatusCallbacks(options =>
    options.TimeLimit = options.BodyTimeLimit = options.FirstByteTimeLimit = TimeSpan.FromMinutes(5));
app.MapGet("/requests", () => Volatile.Read(ref requests));
app.MapGet("/memory", () =>
{
    // The figure is as of the last collection.
    GC.Collect(0);
    return new HostMemory(GC.GetGCMemoryInfo(GCKind.Any).TotalCommittedBytes, Environment.WorkingSet);
});
await app.StartAsync();
Console.WriteLine($"listening {string.Join(' ', app.Urls)}");
await app.WaitForShutdownAsync();
