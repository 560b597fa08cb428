using System.Diagnostics;

namespace PaymentStatusSdk.Adapters;

/// <summary>One caller on a seat. Its task ends with the seat once that has an answer or a fault, or is canceled by the caller alone.</summary>
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

    // The seat's intrusive list: leaving must not cost a walk over everybody else on the seat.
    public PendingQuery? PendingQuery { get; set; }

    public Waiter? Previous { get; set; }

    public Waiter? Next { get; set; }

    /// <summary>One chain of two; the first is expected to be short.</summary>
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
        // He may have landed meanwhile; then the token, which may live as long as the process, must not keep him.
        if (Interlocked.Exchange(ref _phase, Watching) == Completing) _registration.Unregister();
    }

    /// <summary>Ends the caller's wait on this very thread: only as the last thing an exchange does.</summary>
    public void CompleteInline()
    {
        if (Interlocked.Exchange(ref _phase, Completing) == Watching) _registration.Unregister();
        _completion.TrySetResult(PendingQuery!);
    }

    /// <summary>Ends the caller's wait on a pool thread, so that its code cannot hold up a neighbour.</summary>
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
