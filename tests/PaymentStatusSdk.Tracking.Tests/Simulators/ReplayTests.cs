using System.Net;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using PaymentStatusSdk.Simulators;
using PaymentStatusSdk.Simulators.ConvergeGate;
using PaymentStatusSdk.Tracking.Tests.Staging;
using static PaymentStatusSdk.Tracking.Tests.Staging.Stage;

namespace PaymentStatusSdk.Tracking.Tests.Simulators;

/// <summary>One genuine notification, captured and sent again over HTTP with other unsigned fields.</summary>
public sealed class ReplayTests : IStatusNotificationHandler, IAsyncDisposable
{
    private readonly Stage _stage = new();
    private int _notified;

    public ValueTask DisposeAsync() => _stage.DisposeAsync();

    Task IStatusNotificationHandler.HandleAsync(StatusNotification notification, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _notified);
        return Task.CompletedTask;
    }

    [Fact]
    public async Task Thousand_variations_of_a_notification_are_acknowledged_and_cause_one_check_in_total()
    {
        await using var web = await MerchantWeb.StartAsync();
        await using var gateway = await ConvergeGateSimulator.StartAsync(
            new ConvergeGateSimulatorOptions { TimeProvider = _stage.Time, NotificationCarrier = RequestCarrier.Raw }, Ct);
        gateway.Put(new SimulatedConvergeGateTransaction { GateTransId = "5d3c", MerchantTransId = "O1", State = "PENDING" });
        var worker = await _stage.StartAsync(
            services => services.AddSingleton<IStatusNotificationHandler>(this)
                .AddPaymentStatus(gateways => gateways.AddConvergeGate("cards", options =>
                {
                    options.Endpoint = gateway.Endpoint;
                    (options.ApiUser, options.ApiPassword, options.ApiKey) = (gateway.ApiUser, gateway.ApiPassword, gateway.ApiKey);
                })),
            null, 1, _stage.Shop);
        web.Services = worker.Services;
        var row = await worker.Tracker.TrackAsync(
            "cards",
            TransactionQuery.ByMerchantReference("O1") with { Kind = TransactionKind.Purchase, SubmittedAt = _stage.Now }, null, Ct);
        await UntilAsync(() => _stage.Shop.Handled.Count == 1, "it is pending");
        gateway.NotificationUrl = new Uri(web.Address, "callbacks/cards");
        gateway.Move("5d3c", "AUTHORIZED");
        await UntilAsync(() => gateway.Deliveries.Count == 1, "the gateway's message is acknowledged");
        var captured = Encoding.UTF8.GetString(gateway.Deliveries[0].Body.Span);
        var (notified, queried) = (_notified, gateway.ReceivedCount);

        using var attacker = new HttpClient();
        for (var i = 0; i < 1_000; i++)
        {
            using var body = new StringContent(
                captured.Replace("5d3c", $"x-{i}", StringComparison.Ordinal), Encoding.UTF8, "application/xml");
            using var reply = await attacker.PostAsync(gateway.NotificationUrl, body, Ct);
            Assert.Equal(HttpStatusCode.OK, reply.StatusCode);
        }

        Assert.Equal((1, 1), (notified, _notified));
        await _stage.AdvanceUntilAsync(() => _stage.Shop.Handled.Count == 2);
        Assert.Equal(queried + 1, gateway.ReceivedCount);
        Assert.Equal(row.DeadlineAt, (await worker.Tracker.GetAsync(row.Id, Ct))!.DeadlineAt);
    }
}
