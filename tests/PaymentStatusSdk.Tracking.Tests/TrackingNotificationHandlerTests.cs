using Microsoft.Extensions.DependencyInjection;
using PaymentStatusSdk.TestDoubles;
using PaymentStatusSdk.Testing;
using PaymentStatusSdk.Tracking.Stores;
using PaymentStatusSdk.Tracking.Tests.Stores;

namespace PaymentStatusSdk.Tracking.Tests;

/// <summary>The call of the store for each notification, without a host.</summary>
public sealed class TrackingNotificationHandlerTests
{
    private readonly ManualTimeProvider _time = new();
    private readonly MemoryStore _store = new();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Notification_wakes_its_transaction_at_the_stores_time(bool isGatewaySigned)
    {
        var clock = new SkewedTimeProvider(_time, TimeSpan.FromSeconds(10));
        _store.Clock = clock;

        await HandleAsync(new StatusNotification
        {
            ClientName = "cards",
            Message = "850",
            GatewayReference = "Ab",
            MerchantReference = "Order-1",
            IsGatewayReferenceSigned = isGatewaySigned,
            IsMerchantReferenceSigned = !isGatewaySigned,
            SignedAmount = new Money(12.5m, "EUR"),
        });

        var now = clock.GetUtcNow();
        Assert.Equal(
            new WakeRequest(now, now.AddDays(9))
            {
                ClientName = "cards",
                GatewayKey = "AB",
                MerchantKey = "Order-1",
                IsGatewayKeySigned = isGatewaySigned,
                IsMerchantKeySigned = !isGatewaySigned,
                Amount = new Money(12.5m, "EUR"),
                MinInterval = TimeSpan.FromSeconds(5),
            },
            Assert.Single(_store.WakeRequests));
    }

    [Fact]
    public async Task Settings_supply_the_interval_and_the_schedule()
    {
        await HandleAsync(Notification(null, "Order-1"), options =>
        {
            options.NotificationInterval = TimeSpan.FromSeconds(7);
            options.Clients["cards"] = new ClientTrackingOptions { Schedule = new TrackingSchedule { TrackFor = TimeSpan.FromDays(3) } };
        });

        Assert.Equal(
            new WakeRequest(_time.GetUtcNow(), _time.GetUtcNow().AddDays(3))
            {
                ClientName = "cards",
                MerchantKey = "Order-1",
                MinInterval = TimeSpan.FromSeconds(7),
            },
            Assert.Single(_store.WakeRequests));
    }

    [Theory]
    [InlineData("g-1", null, 1)]
    [InlineData(null, "m-1", 1)]
    [InlineData(null, null, 0)]
    [InlineData(" ", "", 0)]
    public async Task Notification_without_a_reference_wakes_nothing(string? gatewayReference, string? merchantReference, int calls)
    {
        await HandleAsync(Notification(gatewayReference, merchantReference));

        Assert.Equal(calls, _store.CallsOf("Wake"));
        Assert.Equal(1, _store.CallsOf("NoteTime"));
    }

    private static StatusNotification Notification(string? gatewayReference, string? merchantReference) => new()
    {
        ClientName = "cards",
        Message = "850",
        GatewayReference = gatewayReference,
        MerchantReference = merchantReference,
    };

    private async Task HandleAsync(StatusNotification notification, Action<TrackingOptions>? tune = null)
    {
        var services = new ServiceCollection()
            .AddScripted(new ScriptedTransactionStatusClient("cards", _time)
            {
                Capabilities = new GatewayCapabilities
                {
                    SupportsMerchantReference = true,
                    GatewayReferenceComparison = StringComparison.OrdinalIgnoreCase,
                    Tracking = new TrackingSchedule { TrackFor = TimeSpan.FromDays(9) },
                },
            })
            .AddSingleton<TimeProvider>(_time);
        services.AddPaymentTracking(tune).UseMemory(_store);
        await using var provider = services.BuildServiceProvider();
        await provider.GetServices<IStatusNotificationHandler>().Single()
            .HandleAsync(notification, TestContext.Current.CancellationToken);
    }
}
