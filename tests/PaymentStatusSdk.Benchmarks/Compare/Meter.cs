using System.Diagnostics;

namespace PaymentStatusSdk.Benchmarks.Compare;

/// <summary>Runs a number of queries over a few concurrent callers and takes the process's CPU time, allocations and work items.</summary>
internal static class Meter
{
    public static async Task<Measurement> RunAsync(StatusCaller caller, int queries, int callers, int round = 0)
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        var allocated = GC.GetTotalAllocatedBytes(precise: true);
        var items = ThreadPool.CompletedWorkItemCount;
        var cpu = Environment.CpuUsage.TotalTime;
        var started = Stopwatch.GetTimestamp();
        await Task.WhenAll(
            Enumerable.Range(0, callers).Select(worker => Task.Run(() => WorkAsync(caller, worker, queries, callers))));
        var elapsed = Stopwatch.GetElapsedTime(started);
        return new Measurement(
            caller.Gateway,
            caller.Client,
            callers,
            round,
            (Environment.CpuUsage.TotalTime - cpu).TotalMicroseconds / queries,
            (double)(GC.GetTotalAllocatedBytes(precise: true) - allocated) / queries,
            (double)(ThreadPool.CompletedWorkItemCount - items) / queries,
            queries / elapsed.TotalSeconds);
    }

    private static async Task WorkAsync(StatusCaller caller, int worker, int queries, int callers)
    {
        for (var i = worker; i < queries; i += callers)
        {
            if (!await caller.IsPaidAsync(i % ServeCommand.Transactions))
                throw new InvalidOperationException(
                    $"{caller.Client} did not find {caller.Gateway} transaction {i % ServeCommand.Transactions} paid.");
        }
    }
}
