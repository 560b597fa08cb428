using System.Runtime.CompilerServices;
using PaymentStatusSdk.Tests.Kit;

namespace PaymentStatusSdk.Tests.Coalescing;

public sealed class RetentionTests
{
    // The limits end the wait for objects that are never collected.
    [Theory(Timeout = 60_000)]
    [InlineData(1, false)]
    [InlineData(10, false)]
    [InlineData(10, true)]
    public async Task Completed_queries_are_not_retained(int pendingQueries, bool onePerTransaction)
    {
        using var host = new KitHost(new KitAdapter(pendingQueries, onePerTransaction));
        using var longLived = new CancellationTokenSource();

        var queries = await QueryAsync(host.Client, longLived.Token);
        await CollectAsync(queries, mayStay: 1);

        Assert.Equal(0, host.Clock.ActiveTimers);
    }

    [Fact(Timeout = 60_000)]
    public async Task Canceled_and_timed_out_queries_are_not_retained()
    {
        var rig = new CoalescingRig(pendingQueries: 10, onePerTransaction: true);
        var running = rig.Enqueue("A");
        var exchange = (await rig.NextAsync()).Seal();
        var gone = await LeaveAsync(rig);
        rig.Clock.Advance(TimeSpan.FromSeconds(60));
        exchange.AnswerAllAndEnd();
        await running;
        await CollectAsync(gone, mayStay: 0);

        Assert.Equal(0, rig.Queue.QueueLength);
        Assert.Equal(0, rig.Clock.ActiveTimers);
    }

    // Callers complete on the pool: its queue holds pending callers, and a thread may hold the last one.
    private static async Task CollectAsync(List<WeakReference> queries, int mayStay)
    {
        while (queries.Count(query => query.IsAlive) > mayStay)
        {
            TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
            await Task.Yield();
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static async Task<List<WeakReference>> QueryAsync(ITransactionStatusClient client, CancellationToken token)
    {
        var references = new List<WeakReference>();
        for (var i = 0; i < 20; i++) references.Add(await QueryOneAsync(client, $"T{i}", token));
        return references;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static async Task<WeakReference> QueryOneAsync(ITransactionStatusClient client, string id, CancellationToken token)
    {
        var query = TransactionQuery.ByGatewayReference(id);
        await client.GetStatusAsync(query, token);
        return new WeakReference(query);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static async Task<List<WeakReference>> LeaveAsync(CoalescingRig rig)
    {
        using var source = new CancellationTokenSource();
        var queries = Enumerable.Range(0, 10).Select(i => TransactionQuery.ByGatewayReference(i < 5 ? "A" : $"T{i}")).ToArray();
        var callers = queries.Select((query, i) => rig.Queue.EnqueueAsync(query, i % 2 == 0 ? source.Token : CancellationToken.None))
            .ToArray();
        await source.CancelAsync();
        return [.. queries.Select(query => new WeakReference(query))];
    }
}
