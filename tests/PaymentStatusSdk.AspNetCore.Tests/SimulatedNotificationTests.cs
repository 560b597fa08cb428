using Microsoft.Extensions.DependencyInjection;
using PaymentStatusSdk.Simulators;
using PaymentStatusSdk.Simulators.ConvergeGate;
using PaymentStatusSdk.Simulators.Ppro;
using PaymentStatusSdk.Testing;

namespace PaymentStatusSdk.AspNetCore.Tests;

/// <summary>From a simulated gateway over real HTTP to the merchant's handler, and back with a query.</summary>
public sealed class SimulatedNotificationTests
{
    private readonly ManualTimeProvider _clock = new(new DateTimeOffset(2024, 1, 31, 12, 34, 56, TimeSpan.Zero));

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(RequestCarrier.Form)]
    [InlineData(RequestCarrier.Raw)]
    public async Task ConvergeGate_notification_causes_a_query_that_returns_the_state(RequestCarrier carrier)
    {
        await using var gateway = await StartCardsAsync(o => o.NotificationCarrier = carrier);
        await using var host = await MerchantHost.StartAsync(cardEndpoint: gateway.Endpoint);
        gateway.NotificationUrl = host.AddressOf("cards");

        gateway.Move("g-1", "CAPTURED");
        var notification = await host.Handler.NextAsync();
        var result = await QueryAsync(host, notification);

        Assert.Equal((PaymentState.Captured, PaymentVerdict.Success), (result.State, result.Verdict));
        await WaitForDeliveriesAsync(gateway, 1);
        Assert.True(gateway.Deliveries[0].Accepted);
    }

    [Fact]
    public async Task Altered_state_under_a_valid_checksum_still_gives_the_true_state()
    {
        await using var gateway = await StartCardsAsync(o => o.NotificationDefects = ConvergeGateNotificationDefects.AlteredState);
        await using var host = await MerchantHost.StartAsync(cardEndpoint: gateway.Endpoint);
        gateway.NotificationUrl = host.AddressOf("cards");

        gateway.Move("g-1", "DECLINED");
        var notification = await host.Handler.NextAsync();

        await WaitForDeliveriesAsync(gateway, 1);
        Assert.Contains(
            "CAPTURED", Uri.UnescapeDataString(System.Text.Encoding.UTF8.GetString(gateway.Deliveries[0].Body.Span)),
            StringComparison.Ordinal);
        Assert.Equal(PaymentState.Declined, (await QueryAsync(host, notification)).State);
    }

    [Fact]
    public async Task Forged_ConvergeGate_notification_changes_nothing()
    {
        await using var gateway = await StartCardsAsync(o => o.NotificationDefects = ConvergeGateNotificationDefects.BadChecksum);
        await using var host = await MerchantHost.StartAsync(cardEndpoint: gateway.Endpoint);
        gateway.NotificationUrl = host.AddressOf("cards");

        gateway.Move("g-1", "CAPTURED");
        await WaitForDeliveriesAsync(gateway, 1);

        Assert.Equal((400, false), (gateway.Deliveries[0].StatusCode, gateway.Deliveries[0].Accepted));
        Assert.Equal(0, host.Handler.Calls);
        Assert.Equal(0, gateway.ReceivedCount);
    }

    [Fact]
    public async Task ConvergeGate_notification_is_redelivered_until_a_handler_completes()
    {
        await using var gateway = await StartCardsAsync(
            o => o.Redelivery = [TimeSpan.FromMinutes(1), TimeSpan.FromHours(1), TimeSpan.FromHours(2)]);
        await using var host = await MerchantHost.StartAsync(cardEndpoint: gateway.Endpoint);
        gateway.NotificationUrl = host.AddressOf("cards");
        host.Handler.Before = (_, _) => throw new InvalidOperationException("not now");

        gateway.Move("g-1", "CAPTURED");
        await _clock.AdvanceWhenScheduledAsync(TimeSpan.FromMinutes(1), Ct);
        await _clock.WaitForTimerAsync(left => left == TimeSpan.FromHours(1), Ct);
        host.Handler.Before = null;
        _clock.Advance(TimeSpan.FromHours(1));
        await WaitForDeliveriesAsync(gateway, 3);

        Assert.Equal([(500, false), (500, false), (200, true)], gateway.Deliveries.Select(d => (d.StatusCode ?? 0, d.Accepted)));
        Assert.Equal((3, 1), (host.Handler.Calls, host.Handler.Handled));
        Assert.Equal(0, _clock.ActiveTimers);
    }

    [Fact]
    public async Task Ppro_notification_causes_a_query_and_a_late_success_causes_another()
    {
        await using var gateway = await StartPproAsync();
        await using var host = await MerchantHost.StartAsync(pproEndpoint: gateway.Endpoint);
        gateway.NotificationUrl = host.AddressOf("ppro");

        gateway.Move("123887123", "FAILED", failReason: "TIMEOUT");
        var failed = await QueryAsync(host, await host.Handler.NextAsync());
        await WaitForDeliveriesAsync(gateway, 1);
        _clock.Advance(TimeSpan.FromHours(1));
        gateway.Move("123887123", "SUCCEEDED");
        var paid = await QueryAsync(host, await host.Handler.NextAsync());

        Assert.Equal((PaymentState.Expired, Finality.Provisional), (failed.State, failed.Finality));
        Assert.Equal(PaymentState.Captured, paid.State);
    }

    [Fact]
    public async Task Ppro_duplicate_is_acknowledged_and_delivered_once()
    {
        await using var gateway = await StartPproAsync(o => o.NotificationDefects = PproNotificationDefects.Duplicate);
        await using var host = await MerchantHost.StartAsync(pproEndpoint: gateway.Endpoint);
        gateway.NotificationUrl = host.AddressOf("ppro");

        gateway.Move("123887123", "SUCCEEDED");
        await WaitForDeliveriesAsync(gateway, 2);

        Assert.All(gateway.Deliveries, delivery => Assert.True(delivery.Accepted));
        Assert.Equal(1, host.Handler.Calls);
        Assert.Equal(["ppro Handled", "ppro Duplicate"], host.Counted());
    }

    [Fact]
    public async Task Forged_ppro_notification_changes_nothing()
    {
        await using var gateway = await StartPproAsync(o => o.NotificationDefects = PproNotificationDefects.BadHash);
        await using var host = await MerchantHost.StartAsync(pproEndpoint: gateway.Endpoint);
        gateway.NotificationUrl = host.AddressOf("ppro");

        gateway.Move("123887123", "SUCCEEDED");
        await WaitForDeliveriesAsync(gateway, 1);

        Assert.False(gateway.Deliveries[0].Accepted);
        Assert.Equal((0, 0L), (host.Handler.Calls, gateway.ReceivedCount));
    }

    [Fact]
    public async Task Ppro_notification_is_repeated_after_a_quarter_of_an_hour_when_the_handler_failed()
    {
        await using var gateway = await StartPproAsync();
        await using var host = await MerchantHost.StartAsync(pproEndpoint: gateway.Endpoint);
        gateway.NotificationUrl = host.AddressOf("ppro");
        host.Handler.Before = (_, _) => throw new InvalidOperationException("not now");

        gateway.Move("123887123", "SUCCEEDED");
        await _clock.WaitForTimerAsync(left => left == TimeSpan.FromMinutes(15), Ct);
        host.Handler.Before = null;
        _clock.Advance(TimeSpan.FromMinutes(15));
        await WaitForDeliveriesAsync(gateway, 2);

        Assert.Equal([(500, false), (200, true)], gateway.Deliveries.Select(d => (d.StatusCode ?? 0, d.Accepted)));
    }

    private static Task<TransactionStatusResult> QueryAsync(MerchantHost host, StatusNotification notification) => host.Services
        .GetRequiredKeyedService<ITransactionStatusClient>(notification.ClientName).GetStatusAsync(notification.ToQuery(), Ct);

    private async Task<ConvergeGateSimulator> StartCardsAsync(Action<ConvergeGateSimulatorOptions>? configure = null)
    {
        var options = new ConvergeGateSimulatorOptions { TimeProvider = _clock };
        configure?.Invoke(options);
        var gateway = await ConvergeGateSimulator.StartAsync(options, Ct);
        gateway.Put(new SimulatedConvergeGateTransaction { GateTransId = "g-1", MerchantTransId = "ORDER-1001", State = "PENDING" });
        return gateway;
    }

    private async Task<PproSimulator> StartPproAsync(Action<PproSimulatorOptions>? configure = null)
    {
        var options = new PproSimulatorOptions { TimeProvider = _clock };
        configure?.Invoke(options);
        var gateway = await PproSimulator.StartAsync(options, Ct);
        gateway.Put(new SimulatedPproTransaction { TxId = "123887123", Status = "PENDING" });
        return gateway;
    }

    // The merchant receives the notification shortly before the simulator has read the answer.
    private static async Task WaitForDeliveriesAsync(GatewaySimulator gateway, int count)
    {
        while (gateway.Deliveries.Count < count)
        {
            Ct.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }
}
