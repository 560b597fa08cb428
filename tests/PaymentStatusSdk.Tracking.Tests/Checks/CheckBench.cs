using PaymentStatusSdk.Tracking.Checks;
using PaymentStatusSdk.Tracking.Stores;
using PaymentStatusSdk.Tracking.Tests.Staging;
using PaymentStatusSdk.Tracking.Work;

namespace PaymentStatusSdk.Tracking.Tests.Checks;

/// <summary>A check worker with a scripted store, and the rows that it claims.</summary>
internal sealed class CheckBench : IAsyncDisposable
{
    public const long Fence = 3;
    public const long Wakes = 2;

    public static readonly TimeSpan CheckTime = TimeSpan.FromSeconds(30);

    public CheckBench() => Throttle = new ClientThrottle(Bench.Clock);

    public Bench Bench { get; } = new();

    public ClientThrottle Throttle { get; }

    public RunTally Tally { get; } = new();

    /// <summary>The number of times that the worker reported written changes.</summary>
    public int Reported { get; private set; }

    public static TransactionQuery QueryOf(string order) => TransactionQuery.ByMerchantReference(order);

    /// <summary>Creates a worker that ends when nothing is due.</summary>
    public CheckWorker Create(ITransactionStatusClient? client = null, Func<bool>? isHostGone = null, bool isPass = true) => new(
        client ?? Bench.Client, () => CheckTime, Bench.Store, Bench.Options, Bench.Metrics, Throttle, Bench.Clock, Bench.Jitter,
        Bench.Logger)
    {
        Pass = isPass ? Bench.Pass(Tally) : null,
        IsHostGone = isHostGone ?? (static () => false),
        OnChanges = () => Reported++,
    };

    /// <summary>Adds a row that has been due for 7 seconds.</summary>
    public ClaimedTransaction Add(string order = "ORDER-1", long id = 7, TrackingPolicy? policy = null)
    {
        var row = new TrackedPayment(query: QueryOf(order)).Row with { Id = id, Policy = policy ?? TrackingPolicy.Default };
        var claim = new ClaimedTransaction(row, Fence, Wakes, Bench.Now.AddSeconds(-7));
        Bench.Store.DueChecks.Enqueue(claim);
        return claim;
    }

    /// <summary>Returns all commits, in order.</summary>
    public IReadOnlyList<CheckCommit> Commits() => [.. Bench.Store
        .CallsOf<(IReadOnlyList<CheckCommit> Commits, DateTimeOffset Now)>("CommitChecks").SelectMany(call => call.Commits)];

    public ValueTask DisposeAsync() => Bench.DisposeAsync();
}
