using PaymentStatusSdk.Simulation.Loop;
using PaymentStatusSdk.Simulation.Merchants;
using PaymentStatusSdk.Simulation.Worlds;
using PaymentStatusSdk.Tracking;

namespace PaymentStatusSdk.Simulation.Gateways;

/// <summary>The notifications of the gateways: early, late, repeated, lost, and replayed by an attacker with other values.</summary>
internal sealed class NotificationModel(World world)
{
    private readonly SeededRandom _random = world.Random.Fork("notifications");
    private readonly SimulatedProcess _self = new(world.Loop);

    public void Begin(Order order)
    {
        foreach (var payment in order.Payments)
        {
            foreach (var step in payment.Steps.Skip(1))
            {
                if (_random.Chance(0.3)) continue;
                var at = step.At + (_random.NextDouble() switch
                {
                    // The gateway notifies before its own queries can see the state.
                    < 0.3 => -_random.Spread(TimeSpan.FromMilliseconds(10), TimeSpan.FromSeconds(30)),
                    < 0.9 => _random.Spread(TimeSpan.FromMilliseconds(1), TimeSpan.FromSeconds(10)),
                    _ => _random.Spread(TimeSpan.FromMinutes(1), TimeSpan.FromDays(1)),
                });
                Send(at, order, Of(payment));
                while (_random.Chance(0.2))
                {
                    at += _random.Spread(TimeSpan.FromMilliseconds(1), TimeSpan.FromHours(1));
                    Send(at, order, Of(payment));
                }
            }

            if (_random.Chance(0.05))
                Send(payment.Steps[0].At + _random.Spread(TimeSpan.FromSeconds(1), TimeSpan.FromDays(5)), order, Forge(payment));
        }
    }

    private static StatusNotification Of(Payment payment)
    {
        var gateway = payment.Order.Gateway;
        return new StatusNotification
        {
            ClientName = gateway.Name,
            Message = "status",
            GatewayReference = gateway.Capabilities.SupportsGatewayReference ? payment.GatewayReference : null,
            MerchantReference = payment.Order.MerchantReference,
            IsGatewayReferenceSigned = gateway.Signed.Gateway,
            IsMerchantReferenceSigned = gateway.Signed.Merchant,
            SignedAmount = gateway.Signed.Amount ? payment.Amount : null,
        };
    }

    // An attacker can change only what the signature does not cover.
    private StatusNotification Forge(Payment payment)
    {
        var genuine = Of(payment);
        var other = world.AnyOrder(_random);
        return genuine with
        {
            GatewayReference = genuine.IsGatewayReferenceSigned ? genuine.GatewayReference : $"forged{_random.Next(1000)}",
            MerchantReference = genuine.IsMerchantReferenceSigned ? genuine.MerchantReference : other.MerchantReference,
            IsGatewayReferenceSigned = genuine.IsGatewayReferenceSigned,
        };
    }

    // An attacker cannot change a signed reference, so that message wakes the order, too.
    private static bool IsSigned(Order order, StatusNotification notification) =>
        notification.IsMerchantReferenceSigned && notification.MerchantReference == order.MerchantReference;

    private void Send(DateTimeOffset at, Order order, StatusNotification notification) =>
        world.Loop.Post(at - world.Loop.Now, null, () => world.Watch(SendAsync(order, notification)));

    // A gateway repeats what was not acknowledged, some times.
    private async Task SendAsync(Order order, StatusNotification notification)
    {
        var pause = TimeSpan.FromSeconds(10);
        for (var attempt = 1; attempt <= 5; attempt++)
        {
            if (world.Instances.Pick(_random) is { } instance)
            {
                world.Log(order, $"{notification.ClientName} notifies {instance} of {notification.GatewayReference}");
                var sentAt = world.Loop.Now;
                try
                {
                    await instance.Notifications.HandleAsync(notification, CancellationToken.None)
                        .WaitAsync(TimeSpan.FromSeconds(30), _self.Clock).ConfigureAwait(false);
                    if (IsSigned(order, notification) && !(order.NotifiedAt >= sentAt)) order.NotifiedAt = sentAt;
                    return;
                }
                catch (Exception exception) when (exception is TimeoutException or TrackingStoreException)
                {
                    world.Log(order, "the notification is not acknowledged");
                }
            }

            await world.Loop.DelayAsync(pause, null, CancellationToken.None).ConfigureAwait(false);
            pause *= 4;
        }
    }
}
