using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace PaymentStatusSdk.Samples.MerchantWeb;

/// <summary>Sends every change of a payment to every open page. A slow page loses old changes, so memory stays bounded.</summary>
internal sealed class LiveFeed
{
    private const int MostBehind = 100;

    private readonly Lock _lock = new();
    private readonly List<Channel<PaymentView>> _pages = [];

    public void Publish(PaymentView view)
    {
        lock (_lock)
        {
            foreach (var page in _pages) page.Writer.TryWrite(view);
        }
    }

    public async IAsyncEnumerable<SseItem<PaymentView?>> ListenAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var page = Channel.CreateBounded<PaymentView>(
            new BoundedChannelOptions(MostBehind) { FullMode = BoundedChannelFullMode.DropOldest });
        lock (_lock) _pages.Add(page);
        try
        {
            // The server sends no bytes before the first event, and without bytes the page does not detect the connection.
            yield return new SseItem<PaymentView?>(null, "ready");
            await foreach (var view in page.Reader.ReadAllAsync(cancellationToken)) yield return new SseItem<PaymentView?>(view, "payment");
        }
        finally
        {
            lock (_lock) _pages.Remove(page);
        }
    }
}
