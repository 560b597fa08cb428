using Microsoft.Extensions.DependencyInjection;
using PaymentStatusSdk.Testing;
using PaymentStatusSdk.Tracking.Stores;

namespace PaymentStatusSdk.Tracking.Tests;

/// <summary>How long a transaction is tracked after the call that wakes it.</summary>
public sealed class WakeupScheduleTests
{
    private readonly ManualTimeProvider _time = new();

    [Theory]
    [InlineData("cards", 3, 3)]
    [InlineData("cards", null, 9)]
    // Another instance may have registered the client.
    [InlineData("gone", null, 30)]
    public void Schedule_is_that_of_the_transaction_or_of_its_client_or_the_default(string client, int? ownDays, int days)
    {
        using var services = new ServiceCollection()
            .AddScripted(new ScriptedTransactionStatusClient("cards", _time)
            {
                Capabilities = new GatewayCapabilities { Tracking = new TrackingSchedule { TrackFor = TimeSpan.FromDays(9) } },
            })
            .BuildServiceProvider();
        var own = ownDays is { } count ? new TrackingSchedule { TrackFor = TimeSpan.FromDays(count) } : null;

        var call = Wakeup.Of(
            client, own, services.GetRequiredService<ITransactionStatusClientFactory>(), new TrackingOptions(), _time);

        var now = _time.GetUtcNow();
        Assert.Equal(new WakeRequest(now, now.AddDays(days)), call);
    }
}
