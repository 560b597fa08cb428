using System.Threading.Channels;
using PaymentStatusSdk.Adapters;
using PaymentStatusSdk.Coalescing;
using PaymentStatusSdk.Testing;
using PaymentStatusSdk.Tests.Kit;

namespace PaymentStatusSdk.Tests.Coalescing;

/// <summary>A query coalescer whose exchanges the test runs manually.</summary>
internal sealed class CoalescingRig
{
    private readonly Channel<ManualExchange> _started = Channel.CreateUnbounded<ManualExchange>();

    public CoalescingRig(int pendingQueries = 1, int atOnce = 1, bool onePerTransaction = false, int queueLimit = 1_000)
    {
        Limits = new CoalescingLimits(atOnce, queueLimit, TimeSpan.FromSeconds(60));
        var capabilities = new KitAdapter(pendingQueries, onePerTransaction).Capabilities;
        Queue = new QueryCoalescer(
            new TransactionStatusClientMetadata("kit", "kit", capabilities), () => Limits,
            exchange => new ValueTask(RunAsync(exchange)), Clock);
    }

    public ManualTimeProvider Clock { get; } = new();

    public CoalescingLimits Limits { get; set; }

    public QueryCoalescer Queue { get; }

    public int Running { get; private set; }

    public Task<PendingQuery> Enqueue(string id) => EnqueueWith(id, CancellationToken.None);

    public Task<PendingQuery> EnqueueWith(string id, CancellationToken cancellationToken) =>
        Queue.EnqueueAsync(TransactionQuery.ByGatewayReference(id), cancellationToken).AsTask();

    /// <summary>Returns the next started exchange.</summary>
    public async Task<ManualExchange> NextAsync() => await _started.Reader.ReadAsync(TestContext.Current.CancellationToken);

    private Task RunAsync(GatewayExchange exchange)
    {
        Running++;
        var run = new ManualExchange(exchange);
        _started.Writer.TryWrite(run);
        return run.Completed;
    }
}
