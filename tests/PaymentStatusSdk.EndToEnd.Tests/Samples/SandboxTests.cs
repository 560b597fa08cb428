using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;
using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace PaymentStatusSdk.EndToEnd.Tests.Samples;

public partial class SandboxTests
{
    [Fact]
    public async Task Sandbox_accepts_and_moves_a_transaction_and_lists_received_requests()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        using var process = SampleProcess.Start(
            "Sandbox", "--control-port", "0", "--convergegate-port", "0", "--ppro-port", "0", "--desjardins-port", "0");
        try
        {
            var control = await FindControlAsync(process, cancellationToken);
            using var http = new HttpClient { BaseAddress = control };

            using var put = await http.PutAsync(
                "/control/convergegate/transactions/g-77", Json("""{"state":"PENDING","merchantTransId":"ORDER-77"}"""), cancellationToken);
            using var move = await http.PostAsync(
                "/control/convergegate/transactions/g-77/state", Json("""{"state":"CAPTURED"}"""), cancellationToken);
            var received = await http.GetStringAsync("/control/convergegate/received", cancellationToken);

            Assert.True(put.IsSuccessStatusCode, await put.Content.ReadAsStringAsync(cancellationToken));
            Assert.Equal(HttpStatusCode.OK, move.StatusCode);
            Assert.Contains("CAPTURED", await move.Content.ReadAsStringAsync(cancellationToken), StringComparison.Ordinal);
            Assert.StartsWith("[", received.Trim(), StringComparison.Ordinal);
        }
        finally
        {
            process.Kill();
        }
    }

    [Fact]
    public async Task Host_with_the_printed_settings_queries_and_is_notified()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        var notifications = new Notifications();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var address = $"http://127.0.0.1:{FreePort()}";
        builder.WebHost.UseUrls(address);
        using var process = SampleProcess.Start(
            "Sandbox", "--control-port", "0", "--convergegate-port", "0", "--ppro-port", "0", "--desjardins-port", "0",
            "--host-url", address,
            "--convergegate-notify-url", $"{address}/payment-status/cards", "--ppro-notify-url", $"{address}/payment-status/ppro");
        try
        {
            var control = await FindControlAsync(process, cancellationToken);
            builder.Configuration.AddJsonStream(
                new MemoryStream(Encoding.UTF8.GetBytes(await ReadSettingsAsync(process, cancellationToken))));
            builder.Services.AddSingleton<IStatusNotificationHandler>(notifications);
            builder.Services.AddPaymentStatus(gateways =>
            {
                gateways.AddConvergeGate("cards", builder.Configuration.GetSection("PaymentStatus:Cards"));
                gateways.AddPpro("ppro", builder.Configuration.GetSection("PaymentStatus:Ppro"));
                gateways.AddDesjardins("desjardins", builder.Configuration.GetSection("PaymentStatus:Desjardins"));
            });
            await using var app = builder.Build();
            app.MapPaymentStatusCallbacks();
            await app.StartAsync(cancellationToken);
            var clients = app.Services.GetRequiredService<ITransactionStatusClientFactory>();

            var card = await clients.Get("cards").GetStatusAsync(TransactionQuery.ByMerchantReference("ORDER-1001"), cancellationToken);
            var bank = await clients.Get("ppro").GetStatusAsync(TransactionQuery.ByGatewayReference("2001"), cancellationToken);
            var session = await clients.Get("desjardins").GetStatusAsync(
                TransactionQuery.ByMerchantReference("DIPS3001"), cancellationToken);
            using var http = new HttpClient { BaseAddress = control };
            using var moved = await http.PostAsync(
                "/control/ppro/transactions/2003/state", Json("""{"state":"SUCCEEDED"}"""), cancellationToken);

            Assert.Equal((PaymentState.Captured, PaymentState.Captured, PaymentState.Approved), (card.State, bank.State, session.State));
            Assert.True(moved.IsSuccessStatusCode, await moved.Content.ReadAsStringAsync(cancellationToken));
            Assert.Equal(
                "ppro", (await notifications.NextAsync(cancellationToken).AsTask()
                    .WaitAsync(TimeSpan.FromSeconds(60), cancellationToken)).ClientName);
        }
        finally
        {
            process.Kill();
        }
    }

    private static async Task<string> ReadSettingsAsync(Process process, CancellationToken cancellationToken)
    {
        var json = new StringBuilder();
        while (await process.StandardOutput.ReadLineAsync(cancellationToken) is { } line)
        {
            if (json.Length > 0 || line == "{") json.AppendLine(line);
            if (line == "}") return json.ToString();
        }

        throw new InvalidOperationException(await process.StandardError.ReadToEndAsync(cancellationToken));
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private sealed class Notifications : IStatusNotificationHandler
    {
        private readonly Channel<StatusNotification> _received = Channel.CreateUnbounded<StatusNotification>();

        public Task HandleAsync(StatusNotification notification, CancellationToken cancellationToken) =>
            _received.Writer.WriteAsync(notification, cancellationToken).AsTask();

        public ValueTask<StatusNotification> NextAsync(CancellationToken cancellationToken) =>
            _received.Reader.ReadAsync(cancellationToken);
    }

    private static StringContent Json(string text) => new(text, Encoding.UTF8, "application/json");

    private static async Task<Uri> FindControlAsync(Process process, CancellationToken cancellationToken)
    {
        while (await process.StandardOutput.ReadLineAsync(cancellationToken) is { } line)
        {
            if (line.Contains("control", StringComparison.OrdinalIgnoreCase) && Address().Match(line) is { Success: true } match)
                return new Uri(match.Value);
        }

        throw new InvalidOperationException(await process.StandardError.ReadToEndAsync(cancellationToken));
    }

    [GeneratedRegex(@"http://127\.0\.0\.1:\d+")]
    private static partial Regex Address();
}
