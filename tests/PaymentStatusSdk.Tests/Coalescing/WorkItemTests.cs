using PaymentStatusSdk.Tests.Kit;

namespace PaymentStatusSdk.Tests.Coalescing;

/// <summary>Counts the work items of the thread pool, which are those of the whole process: nothing else may run meanwhile.</summary>
[CollectionDefinition(nameof(WorkItemTests), DisableParallelization = true)]
[Collection(nameof(WorkItemTests))]
public sealed class WorkItemTests
{
    [Fact]
    public async Task Query_whose_answer_arrives_on_the_thread_pool_needs_no_further_work_item()
    {
        const int Queries = 2_000;
        var adapter = new KitAdapter
        {
            Run = async (exchange, _) =>
            {
                var pendingQuery = exchange.Seal()[0];
                // The arrival of the answer is the one work item.
                await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
                pendingQuery.Complete(KitAdapter.Captured(pendingQuery.Query));
            },
        };
        using var host = new KitHost(adapter);

        var items = await Task.Run(() => QueryAsync(host, Queries), TestContext.Current.CancellationToken);

        // A thread counts an item when it has ended, so the last ones may be missing.
        Assert.InRange(items, Queries / 2, Queries * 3 / 2);
    }

    private static async Task<long> QueryAsync(KitHost host, int count)
    {
        var before = ThreadPool.CompletedWorkItemCount;
        for (var i = 0; i < count; i++) await host.QueryAsync().ConfigureAwait(false);
        return ThreadPool.CompletedWorkItemCount - before;
    }
}
