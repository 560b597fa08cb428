using System.Diagnostics.CodeAnalysis;

namespace PaymentStatusSdk.Samples.MerchantWeb;

/// <summary>All payments of this process, in memory. Thread-safe; every change goes out to the live feed.</summary>
internal sealed class PaymentBook(LiveFeed feed)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, Payment> _payments = new(StringComparer.Ordinal);
    private int _lastNumber = 1000;

    public IReadOnlyList<Payment> All()
    {
        lock (_lock) return [.. _payments.Values.OrderByDescending(payment => payment.OrderId, StringComparer.Ordinal)];
    }

    public string NextOrderId() => $"ORDER-{Interlocked.Increment(ref _lastNumber)}";

    public bool TryGet(string orderId, [NotNullWhen(true)] out Payment? payment)
    {
        lock (_lock) return _payments.TryGetValue(orderId, out payment);
    }

    /// <summary>The payment that a notification is about, by either id.</summary>
    public Payment? Find(StatusNotification notification)
    {
        lock (_lock)
        {
            return _payments.Values.FirstOrDefault(payment => payment.Gateway == notification.Gateway
                && ((notification.GatewayId is { } gatewayId && gatewayId == (payment.Query.GatewayId ?? payment.Belief?.GatewayId))
                    || (notification.MerchantId is { } merchantId && merchantId == payment.OrderId)));
        }
    }

    public void Add(Payment payment)
    {
        lock (_lock)
        {
            _payments.Add(payment.OrderId, payment);
            feed.Publish(payment);
        }
    }

    public void Change(string orderId, Func<Payment, Payment> change)
    {
        lock (_lock)
        {
            if (!_payments.TryGetValue(orderId, out var payment)) return;
            var changed = change(payment);
            _payments[orderId] = changed;
            // Inside the lock: pages show what comes last, and that must not be an older change.
            feed.Publish(changed);
        }
    }
}
