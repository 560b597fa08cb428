using System.Runtime.CompilerServices;
using PaymentStatusSdk.Tests.Kit;

namespace PaymentStatusSdk.Tests.Coalescing;

public sealed class RetentionTests
{
    // The limits end the wait for what is kept for good.
    [Theory(Timeout = 60_000)]
    [InlineData(1, false)]
    [InlineData(10, false)]
    [InlineData(10, true)]
    public async Task Nothing_of_a_query_is_kept_after_its_end(int pendingQueries, bool onePerTransaction)
    {
        using var host = new KitHost(new KitAdapter(pendingQueries, onePerTransaction));
        using var longLived = new CancellationTokenSource();

        var queries = await AskAsync(host.Client, longLived.Token);
        await CollectAsync(queries, mayStay: 1);

        Assert.Equal(0, host.Clock.ActiveTimers);
    }

    [Fact(Timeout = 60_000)]
    public async Task Nothing_of_canceled_and_timed_out_queries_is_kept()
    {
        var rig = new BoardingRig(pendingQueries: 10, onePerTransaction: true);
        var running = rig.Board("A");
        var exchange = (await rig.NextAsync()).Depart();
        var gone = await LeaveAsync(rig);
        rig.Clock.Advance(TimeSpan.FromSeconds(60));
        exchange.AnswerAllAndEnd();
        await running;
        await CollectAsync(gone, mayStay: 0);

        Assert.Equal(0, rig.Queue.QueueLength);
        Assert.Equal(0, rig.Clock.ActiveTimers);
    }

    // Callers land on the pool: its queue holds those whose turn has not come, and a thread the one it is just leaving.
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
    private static async Task<List<WeakReference>> AskAsync(ITransactionStatusClient client, CancellationToken token)
    {
        var asked = new List<WeakReference>();
        for (var i = 0; i < 20; i++) asked.Add(await AskOneAsync(client, $"T{i}", token));
        return asked;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static async Task<WeakReference> AskOneAsync(ITransactionStatusClient client, string id, CancellationToken token)
    {
        var query = TransactionQuery.ByGatewayReference(id);
        await client.GetStatusAsync(query, token);
        return new WeakReference(query);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static async Task<List<WeakReference>> LeaveAsync(BoardingRig rig)
    {
        using var source = new CancellationTokenSource();
        var queries = Enumerable.Range(0, 10).Select(i => TransactionQuery.ByGatewayReference(i < 5 ? "A" : $"T{i}")).ToArray();
        var callers = queries.Select((query, i) => rig.Queue.EnqueueAsync(query, i % 2 == 0 ? source.Token : CancellationToken.None))
            .ToArray();
        await source.CancelAsync();
        return [.. queries.Select(query => new WeakReference(query))];
    }
}
