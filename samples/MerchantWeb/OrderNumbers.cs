using PaymentStatusSdk.Tracking;

namespace PaymentStatusSdk.Samples.MerchantWeb;

/// <summary>Gives out order numbers, none twice, also after a restart: it goes on after the last one in the store. Thread-safe.</summary>
/// <remarks>For one instance, as the gateways in this process are. A real shop's orders have numbers before they have payments.</remarks>
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

    // Two payments that started at once may stand there in either order, so not only the newest counts.
    private async Task<int> LastInStoreAsync(CancellationToken cancellationToken)
    {
        var newest = await tracker.ListAsync(new TrackedFilter(), cancellationToken);
        return newest.Items.Max(payment => OrderId.NumberOf(payment.MerchantReference)) ?? First;
    }
}
