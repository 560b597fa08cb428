using PaymentStatusSdk.Adapters;
using PaymentStatusSdk.Coalescing;
using PaymentStatusSdk.Testing;
using PaymentStatusSdk.Tests.Kit;

namespace PaymentStatusSdk.Tests.Coalescing;

public sealed class CoalescingStressTests
{
    [Theory]
    [InlineData(1, 1, 1, false)]
    [InlineData(2, 1, 4, true)]
    [InlineData(3, 10, 1, false)]
    [InlineData(4, 10, 3, true)]
    [InlineData(5, 10, 3, false)]
    public async Task Random_callers_cancellations_and_failures_keep_all_invariants(
        int seed, int pendingQueries, int atOnce, bool onePerTransaction)
    {
        const int Workers = 4;
        const int PerWorker = 1_500;
        var rules = new Rules(seed, atOnce, pendingQueries, onePerTransaction);
        var limits = new CoalescingLimits(atOnce, QueueLimit: 200, TimeSpan.FromSeconds(60));
        var capabilities = new KitAdapter(pendingQueries, onePerTransaction).Capabilities;
        var queue = new QueryCoalescer(
            new TransactionStatusClientMetadata("kit", "kit", capabilities), () => limits,
            exchange => new ValueTask(rules.RunAsync(exchange)), new ManualTimeProvider());

        await Task.WhenAll(Enumerable.Range(0, Workers).Select(worker => Task.Run(
            () => QueryAsync(queue, rules, new Random((seed * 1_000) + worker), PerWorker), TestContext.Current.CancellationToken)));

        Assert.Equal(Workers * PerWorker, rules.Completed);
        Assert.True(rules.Broken.IsEmpty, $"seed {seed}: {string.Join("; ", rules.Broken.Distinct().Take(10))}");
        Assert.Equal(0, queue.QueueLength);
        await queue.EnqueueAsync(TransactionQuery.ByGatewayReference("last"), TestContext.Current.CancellationToken);
    }

    private static async Task QueryAsync(QueryCoalescer queue, Rules rules, Random random, int count)
    {
        var under = new List<Task>();
        for (var i = 0; i < count; i++)
        {
            under.Add(AskOneAsync(queue, rules, $"T{random.Next(40)}", random.Next(4) == 0, random.Next(3)));
            if (random.Next(3) == 0) await Task.Yield();
            if (under.Count < 60) continue;
            await Task.WhenAll(under);
            under.Clear();
        }

        await Task.WhenAll(under);
    }

    private static async Task AskOneAsync(QueryCoalescer queue, Rules rules, string id, bool leaves, int yields)
    {
        using var source = new CancellationTokenSource();
        var startedAt = Interlocked.Increment(ref rules.Clock);
        try
        {
            var landing = queue.EnqueueAsync(TransactionQuery.ByGatewayReference(id), source.Token);
            for (var i = 0; i < yields; i++) await Task.Yield();
            if (leaves) await source.CancelAsync();
            var pendingQuery = await landing;
            if (pendingQuery.Query.GatewayReference != id)
                rules.Broken.Add($"{id} got the answer of {pendingQuery.Query.GatewayReference}");
            if (pendingQuery.Parsed is { } reading && long.Parse(reading.Answer.Code!, null) < startedAt)
                rules.Broken.Add($"{id} got an answer older than the query");
            if (pendingQuery.Parsed is null && pendingQuery.Failure is null) rules.Broken.Add($"{id} landed with nothing");
        }
        catch (OperationCanceledException canceled)
        {
            if (canceled.CancellationToken != source.Token) rules.Broken.Add($"{id} was canceled by another");
        }
        catch (TransactionStatusException full) when (full.Kind == TransactionStatusErrorKind.Unavailable)
        {
        }

        Interlocked.Increment(ref rules.Completed);
    }

    private sealed class Rules(int seed, int atOnce, int pendingQueries, bool onePerTransaction)
    {
        public long Clock;
        public int Completed;
        private readonly HashSet<string> _underWay = [];
        private readonly Random _random = new(seed);
        private int _running;

        public System.Collections.Concurrent.ConcurrentBag<string> Broken { get; } = [];

        public async Task RunAsync(GatewayExchange exchange)
        {
            var luck = NextLuck();
            if (Interlocked.Increment(ref _running) > atOnce) Broken.Add("more exchanges at once than allowed");
            string[] ids = [];
            try
            {
                if (luck > 2) await Task.Yield();
                var sealedQueries = exchange.Seal();
                var time = Interlocked.Increment(ref Clock);
                ids = [.. sealedQueries.Select(pendingQuery => pendingQuery.Query.GatewayReference!)];
                Check(ids);
                if (luck > 4) await Task.Yield();
                if (luck == 0) throw new TransactionStatusException(TransactionStatusErrorKind.Rejected, "no");
                foreach (var pendingQuery in sealedQueries)
                {
                    var answer = new GatewayAnswer { Code = time.ToString(System.Globalization.CultureInfo.InvariantCulture) };
                    pendingQuery.Complete(KitAdapter.Captured(pendingQuery.Query) with { Answer = answer });
                    if (luck == 9) await Task.Yield();
                }
            }
            finally
            {
                lock (_underWay) _underWay.ExceptWith(ids);
                Interlocked.Decrement(ref _running);
            }
        }

        private int NextLuck()
        {
            lock (_random) return _random.Next(10);
        }

        private void Check(string[] ids)
        {
            if (ids.Length == 0 || ids.Length > pendingQueries) Broken.Add($"{ids.Length} queries");
            if (ids.Distinct().Count() != ids.Length) Broken.Add("the same query twice in one exchange");
            lock (_underWay)
            {
                foreach (var id in ids)
                {
                    if (!_underWay.Add(id) && onePerTransaction) Broken.Add("two exchanges about one transaction");
                }
            }
        }
    }
}
