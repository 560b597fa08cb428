using PaymentStatusSdk.Tracking;

namespace PaymentStatusSdk.Samples.MerchantWeb;

/// <summary>Issues unique order numbers. After a restart, it continues after the last number in the store. Thread-safe.</summary>
/// <remarks>It supports one instance only, like the gateways in this process. In a real shop, an order has a number before it has a
/// payment.</remarks>
internal sealed class OrderNumbers(ITransactionTracker tracker) : IDisposable
{
    private const int First = 1000;

    private readonly SemaphoreSlim _one = new(1);
    private int? _last;

    public async Task<string> NextAsync(CancellationToken cancellationToken)
    {
        await _one.WaitAsync(cancellationToken);
        try
        {
            _last = (_last ?? await LastInStoreAsync(cancellationToken)) + 1;
            return OrderId.Of(_last.Value);
        }
        finally
        {
            _one.Release();
        }
    }

    public void Dispose() => _one.Dispose();

    // Concurrent starts may be stored in either order, so the maximum of the first page counts, not only the newest payment.
    private async Task<int> LastInStoreAsync(CancellationToken cancellationToken)
    {
        var newest = await tracker.ListAsync(new TrackedFilter(), cancellationToken);
        return newest.Items.Max(payment => OrderId.NumberOf(payment.MerchantReference)) ?? First;
    }
}
