using System.Net;
using System.Text;
using System.Text.Json;
using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using PaymentStatusSdk.TestDatabases;

namespace PaymentStatusSdk.Cli.Tests.Simulate;

/// <summary>The simulators in a process of their own, as a developer runs them.</summary>
public class SimulateProcessTests
{
    private static readonly string[] AnyPorts =
        ["simulate", "--control-port", "0", "--convergegate-port", "0", "--ppro-port", "0", "--desjardins-port", "0"];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Screen_has_addresses_credentials_transactions_and_settings()
    {
        using var simulate = CliProcess.Start(null, [.. AnyPorts, "--client-certificate"]);

        var screen = await simulate.ReadUntilAsync("Stop with Ctrl+C", Ct);

        Assert.Contains("apiUser simUser01", screen, StringComparison.Ordinal);
        Assert.Contains("ORDER-1009", screen, StringComparison.Ordinal);
        Assert.Contains("\"PublicCallbackBaseUrl\": \"http://localhost:5000/\"", screen, StringComparison.Ordinal);
        var start = screen.IndexOf("\n{", StringComparison.Ordinal);
        var settings = JsonDocument.Parse(screen[start..(screen.IndexOf("\n}", StringComparison.Ordinal) + 2)]).RootElement;
        var file = settings.GetProperty("PaymentStatus").GetProperty("Ppro").GetProperty("TrustedRootPath").GetString();
        Assert.True(File.Exists(file));
        Assert.Equal((int)ExitCode.Success, await simulate.StopAsync(Ct));
        Assert.False(File.Exists(file));
    }

    [Fact]
    public async Task First_payment_page_has_the_settings_of_the_simulator()
    {
        using var simulate = CliProcess.Start(null, [.. AnyPorts, "--json"]);

        var settings = (await simulate.ReadDataAsync(Ct)).GetProperty("settings").GetProperty("PaymentStatus").GetProperty("Cards");

        var page = File.ReadAllText(Path.Combine(ExitCodeTests.RepositoryRoot, "docs", "first-payment.md"));
        Assert.All(
            settings.EnumerateObject().Where(setting => setting.Name != "Endpoint"),
            setting => Assert.Contains($"\"{setting.Name}\": \"{setting.Value}\"", page, StringComparison.Ordinal));
        var path = new Uri(settings.GetProperty("Endpoint").GetString()!).AbsolutePath;
        Assert.Contains($"\"Endpoint\": \"http://127.0.0.1:7091{path}\"", page, StringComparison.Ordinal);
        Assert.Equal((int)ExitCode.Success, await simulate.StopAsync(Ct));
    }

    [Fact]
    public async Task Transaction_is_put_moved_and_listed_with_curl()
    {
        using var simulate = CliProcess.Start(null, [.. AnyPorts, "--json"]);
        var control = new Uri((await simulate.ReadDataAsync(Ct)).GetProperty("control").GetString()!);
        using var http = new HttpClient { BaseAddress = control };

        using var put = await http.PutAsync(
            "/control/convergegate/transactions/g-77", Json("""{"state":"PENDING","merchantTransId":"ORDER-77"}"""), Ct);
        using var move = await http.PostAsync("/control/convergegate/transactions/g-77/state", Json("""{"state":"CAPTURED"}"""), Ct);
        var received = await http.GetStringAsync("/control/convergegate/received", Ct);

        Assert.True(put.IsSuccessStatusCode, await put.Content.ReadAsStringAsync(Ct));
        Assert.Equal(HttpStatusCode.OK, move.StatusCode);
        Assert.Contains("CAPTURED", await move.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
        Assert.StartsWith("[", received.Trim(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Host_with_the_printed_settings_queries_and_is_notified_by_trigger()
    {
        var notifications = new Notifications();
        var address = $"http://127.0.0.1:{FreePort.Find()}";
        using var simulate = CliProcess.Start(
            null,
            [
                .. AnyPorts, "--json", "--host-url", address, "--convergegate-notify-url", $"{address}/payment-status/cards",
                "--ppro-notify-url", $"{address}/payment-status/ppro",
            ]);
        var data = await simulate.ReadDataAsync(Ct);
        await using var app = await StartHostAsync(address, data.GetProperty("settings").GetRawText(), notifications);
        var clients = app.Services.GetRequiredService<ITransactionStatusClientFactory>();

        var card = await clients.Get("cards").GetStatusAsync(TransactionQuery.ByMerchantReference("ORDER-1001"), Ct);
        var bank = await clients.Get("ppro").GetStatusAsync(TransactionQuery.ByGatewayReference("2001"), Ct);
        var session = await clients.Get("desjardins").GetStatusAsync(TransactionQuery.ByMerchantReference("DIPS3001"), Ct);
        var moved = await CliProcess.RunAsync(
            null, Ct, "trigger", "ppro", "2003", "captured", "--json", "--control", data.GetProperty("control").GetString()!);

        Assert.Equal((PaymentState.Captured, PaymentState.Captured, PaymentState.Approved), (card.State, bank.State, session.State));
        Assert.Equal(ExitCode.Success, moved.Code);
        Assert.Equal("Accepted", moved.Data.GetProperty("notification").GetString());
        Assert.Equal("ppro", (await notifications.NextAsync(Ct)).ClientName);
    }

    private static async Task<WebApplication> StartHostAsync(string address, string settings, Notifications notifications)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(address);
        builder.Configuration.AddJsonStream(new MemoryStream(Encoding.UTF8.GetBytes(settings)));
        builder.Services.AddSingleton<IStatusNotificationHandler>(notifications);
        builder.Services.AddPaymentStatus(gateways =>
        {
            gateways.AddConvergeGate("cards", builder.Configuration.GetSection("PaymentStatus:Cards"));
            gateways.AddPpro("ppro", builder.Configuration.GetSection("PaymentStatus:Ppro"));
            gateways.AddDesjardins("desjardins", builder.Configuration.GetSection("PaymentStatus:Desjardins"));
        });
        var app = builder.Build();
        app.MapPaymentStatusCallbacks();
        await app.StartAsync(Ct);
        return app;
    }

    private static StringContent Json(string text) => new(text, Encoding.UTF8, "application/json");

    private sealed class Notifications : IStatusNotificationHandler
    {
        private readonly Channel<StatusNotification> _received = Channel.CreateUnbounded<StatusNotification>();

        public Task HandleAsync(StatusNotification notification, CancellationToken cancellationToken) =>
            _received.Writer.WriteAsync(notification, cancellationToken).AsTask();

        public Task<StatusNotification> NextAsync(CancellationToken cancellationToken) =>
            _received.Reader.ReadAsync(cancellationToken).AsTask().WaitAsync(TimeSpan.FromSeconds(60), cancellationToken);
    }
}
