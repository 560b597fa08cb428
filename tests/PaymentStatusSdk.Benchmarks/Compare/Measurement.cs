namespace PaymentStatusSdk.Benchmarks.Compare;

/// <summary>Figures of one client at one gateway in one round.</summary>
/// <param name="Gateway">convergegate, ppro or stripe.</param>
/// <param name="Client">The name of the client.</param>
/// <param name="Callers">The number of concurrent callers.</param>
/// <param name="Round">The number of the round: only figures of the same round are divided by each other.</param>
/// <param name="CpuMicrosecondsPerQuery">The process's CPU time.</param>
/// <param name="AllocatedBytesPerQuery">The bytes allocated by the process.</param>
/// <param name="WorkItemsPerQuery">The work items that the thread pool has completed.</param>
/// <param name="QueriesPerSecond">All callers together.</param>
internal sealed record Measurement(
    string Gateway, string Client, int Callers, int Round, double CpuMicrosecondsPerQuery, double AllocatedBytesPerQuery,
    double WorkItemsPerQuery, double QueriesPerSecond)
{
    /// <summary>Returns the figures of measurements of one client in one round, each with the same number of queries, as one.</summary>
    public static Measurement Mean(IReadOnlyCollection<Measurement> slices) => slices.First() with
    {
        CpuMicrosecondsPerQuery = slices.Average(slice => slice.CpuMicrosecondsPerQuery),
        AllocatedBytesPerQuery = slices.Average(slice => slice.AllocatedBytesPerQuery),
        WorkItemsPerQuery = slices.Average(slice => slice.WorkItemsPerQuery),
        QueriesPerSecond = 1 / slices.Average(slice => 1 / slice.QueriesPerSecond),
    };

    public static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        var middle = sorted.Length / 2;
        return sorted.Length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
