using System.Net;
using System.Net.Sockets;
using PaymentStatusSdk.Simulators.Ppro;
using PaymentStatusSdk.TestDoubles;

namespace PaymentStatusSdk.Testing.Tests.Notifications;

/// <summary>Notifications to a merchant that does not answer.</summary>
public sealed class FailedNotificationTests
{
    private readonly ManualTimeProvider _clock = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Merchant_that_is_down_is_a_delivery_with_an_error()
    {
        using var closed = new ClosedPort();
        await using var gateway = await StartAsync(closed.Address);

        gateway.Notify("1");
        await WaitForDeliveriesAsync(gateway, 1);

        AssertFailed(gateway, 1);
    }

    [Fact]
    public async Task Delivery_ends_after_30_seconds_and_is_repeated()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        await using var gateway = await StartAsync(new Uri($"http://{listener.LocalEndpoint}/"));

        gateway.Notify("1");
        await _clock.AdvanceWhenScheduledAsync(TimeSpan.FromSeconds(30), Ct);
        await WaitForDeliveriesAsync(gateway, 1);
        AssertFailed(gateway, 1);
        await _clock.AdvanceWhenScheduledAsync(TimeSpan.FromMinutes(1), Ct);
        await _clock.AdvanceWhenScheduledAsync(TimeSpan.FromSeconds(30), Ct);
        await WaitForDeliveriesAsync(gateway, 2);

        AssertFailed(gateway, 2);
    }

    [Fact]
    public async Task End_of_the_simulator_abandons_a_delivery_without_recording_it()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var gateway = await StartAsync(new Uri($"http://{listener.LocalEndpoint}/"));

        gateway.Notify("1");
        await _clock.WaitForTimerAsync(left => left == TimeSpan.FromSeconds(30), Ct);
        await gateway.DisposeAsync();
        gateway.Notify("1");

        Assert.Empty(gateway.Deliveries);
        Assert.Equal(0, _clock.ActiveTimers);
    }

    private static void AssertFailed(PproSimulator gateway, int attempt)
    {
        Assert.Equal(attempt, gateway.Deliveries.Count);
        var delivery = gateway.Deliveries[^1];
        Assert.NotNull(delivery.Error);
        Assert.Null(delivery.StatusCode);
        Assert.Null(delivery.ReplyContentType);
        Assert.Equal((attempt, false, 0), (delivery.Attempt, delivery.Accepted, delivery.Reply.Length));
    }

    private static async Task WaitForDeliveriesAsync(PproSimulator gateway, int count)
    {
        while (gateway.Deliveries.Count < count)
        {
            Ct.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }

    private async Task<PproSimulator> StartAsync(Uri merchant)
    {
        var gateway = await PproSimulator.StartAsync(
            new PproSimulatorOptions { TimeProvider = _clock, NotificationUrl = merchant, Redelivery = [TimeSpan.FromMinutes(1)] }, Ct);
        gateway.Put(new SimulatedPproTransaction { TxId = "1", Status = "PENDING" });
        return gateway;
    }
}
