using PaymentStatusSdk;
using PaymentStatusSdk.Samples.Quickstart;
using Spectre.Console;

// The gateways of this sample are simulated: real HTTP (and TLS with a client certificate for PPRO) on this machine, made-up accounts.
await using var gateways = await SimulatedGateways.StartAsync();

// The rest is the code of a merchant's application.
var builder = WebApplication.CreateSlimBuilder(args);
builder.WebHost.UseUrls(gateways.CallbackHost);
builder.Logging.SetMinimumLevel(LogLevel.Error);
builder.Configuration.AddInMemoryCollection(gateways.Settings);
builder.Services.AddPaymentStatus(clients =>
{
    clients.AddConvergeGate("cards", builder.Configuration.GetSection("PaymentStatus:Cards"));
    clients.AddPpro("ppro", builder.Configuration.GetSection("PaymentStatus:Ppro"));
    clients.AddDesjardins("desjardins", builder.Configuration.GetSection("PaymentStatus:Desjardins"));
});
await using var host = builder.Build();
// Desjardins answers a query with a separate request to this endpoint.
host.MapPaymentStatusCallbacks();
await host.StartAsync();

StatusTable.MakeRoom();
AnsiConsole.MarkupLine("[bold]The status of these transactions[/]");
var factory = host.Services.GetRequiredService<ITransactionStatusClientFactory>();
var allAsExpected = await QueryScreen.RunAsync(factory);

AnsiConsole.MarkupLine("[bold]Twenty-five concurrent queries to Desjardins: at most ten per session, one session at a time[/]");
allAsExpected &= await BatchScreen.RunAsync(factory.Get("desjardins"), gateways.Desjardins);

AnsiConsole.MarkupLine("[bold]Waiting until a pending payment is final[/]");
allAsExpected &= await WaitScreen.RunAsync(factory.Get("ppro"), SimulatedGateways.PendingPproTxId);

await host.StopAsync();
AnsiConsole.MarkupLine(allAsExpected ? "[green]All results are as expected.[/]" : "[red]Some results are not as expected.[/]");
return allAsExpected ? 0 : 1;
