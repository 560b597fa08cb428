using System.Threading.Channels;
using PaymentStatusSdk.Adapters;
using PaymentStatusSdk.Coalescing;
using PaymentStatusSdk.TestDoubles;
using PaymentStatusSdk.Tests.Kit;

namespace PaymentStatusSdk.Tests.Coalescing;

/// <summary>A boarding queue whose exchanges the test runs by hand.</summary>
internal sealed class BoardingRig
{
    private readonly Channel<HandRunExchange> _started = Channel.CreateUnbounded<HandRunExchange>();

    public BoardingRig(int pendingQueries = 1, int atOnce = 1, bool onePerTransaction = false, int queueLimit = 1_000)
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

    public Task<PendingQuery> Board(string id) => BoardWith(id, CancellationToken.None);

    public Task<PendingQuery> BoardWith(string id, CancellationToken cancellationToken) =>
        Queue.EnqueueAsync(TransactionQuery.ByGatewayReference(id), cancellationToken);

    /// <summary>The next exchange that was started.</summary>
    public async Task<HandRunExchange> NextAsync() => await _started.Reader.ReadAsync(TestContext.Current.CancellationToken);

    public bool TryNext(out HandRunExchange? exchange) => _started.Reader.TryRead(out exchange);

    private Task RunAsync(GatewayExchange exchange)
    {
        Running++;
        var run = new HandRunExchange(exchange);
        _started.Writer.TryWrite(run);
        return run.Ended;
    }
}
