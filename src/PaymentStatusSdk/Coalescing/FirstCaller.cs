using System.Threading.Tasks.Sources;
using PaymentStatusSdk.Adapters;

namespace PaymentStatusSdk.Coalescing;

/// <summary>
/// The wait of the caller that created a pending query. In contrast to a task completion source, it decides at its completion whether the
/// caller continues on the thread pool. It is completed once and awaited once.
/// </summary>
internal sealed class FirstCaller : IValueTaskSource<PendingQuery>
{
    private ManualResetValueTaskSourceCore<PendingQuery> _source;

    /// <summary>
    /// Whether a caller may continue on the current thread. A thread outside the thread pool may serve more than one exchange, such as one
    /// that reads all sockets, or the thread of a test that advances its clock.
    /// </summary>
    public static bool CanContinueHere => Thread.CurrentThread.IsThreadPoolThread;

    public ValueTask<PendingQuery> WaitAsync() => new(this, _source.Version);

    public void Complete(PendingQuery pendingQuery, bool onThreadPool)
    {
        _source.RunContinuationsAsynchronously = onThreadPool;
        _source.SetResult(pendingQuery);
    }

    PendingQuery IValueTaskSource<PendingQuery>.GetResult(short token) => _source.GetResult(token);

    ValueTaskSourceStatus IValueTaskSource<PendingQuery>.GetStatus(short token) => _source.GetStatus(token);

    void IValueTaskSource<PendingQuery>.OnCompleted(
        Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _source.OnCompleted(continuation, state, token, flags);
}
