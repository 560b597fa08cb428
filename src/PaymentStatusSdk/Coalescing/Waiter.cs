using System.Diagnostics;
using PaymentStatusSdk.Adapters;

namespace PaymentStatusSdk.Coalescing;

/// <summary>One caller of a pending query. Its task completes with the query, or is canceled by this caller alone.</summary>
internal sealed class Waiter(QueryCoalescer queue) : IThreadPoolWorkItem
{
    private const int Watching = 1;
    private const int Completing = 2;

    private readonly TaskCompletionSource<PendingQuery> _completion = new();
    private CancellationTokenRegistration _registration;
    private CancellationToken _canceledBy;
    private int _phase;

    public Task<PendingQuery> Completion => _completion.Task;

    /// <summary>The caller's span, for a link from the exchange's.</summary>
    public ActivityContext Span { get; } = Activity.Current?.Context ?? default;

    // The pending query's intrusive list: removing a caller must not require a walk over all others.
    public PendingQuery? PendingQuery { get; set; }

    public Waiter? Previous { get; set; }

    public Waiter? Next { get; set; }

    /// <summary>Joins two chains; the first is expected to be short.</summary>
    public static Waiter? Concat(Waiter? chain, Waiter? rest)
    {
        if (chain is null) return rest;
        var last = chain;
        while (last.Next is { } next) last = next;
        last.Next = rest;
        return chain;
    }

    public void Watch(CancellationToken cancellationToken)
    {
        if (!cancellationToken.CanBeCanceled) return;
        _registration = cancellationToken.UnsafeRegister(
            static (state, token) =>
            {
                var waiter = (Waiter)state!;
                waiter._canceledBy = token;
                waiter.LeaveQueue();
            },
            this);
        // The caller may have been completed meanwhile. The token may live as long as the process and must then not keep the caller in
        // memory.
        if (Interlocked.Exchange(ref _phase, Watching) == Completing) _registration.Unregister();
    }

    /// <summary>Completes the caller's task on the current thread; only allowed as the last step of an exchange.</summary>
    public void CompleteInline()
    {
        if (Interlocked.Exchange(ref _phase, Completing) == Watching) _registration.Unregister();
        _completion.TrySetResult(PendingQuery!);
    }

    /// <summary>Completes the caller's task on a pool thread, so that the caller's code cannot delay other callers.</summary>
    public void CompleteOnThreadPool() => ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);

    void IThreadPoolWorkItem.Execute()
    {
        if (_canceledBy.IsCancellationRequested) _completion.TrySetCanceled(_canceledBy);
        else CompleteInline();
    }

    private void LeaveQueue()
    {
        if (queue.Leave(this)) CompleteOnThreadPool();
    }
}
