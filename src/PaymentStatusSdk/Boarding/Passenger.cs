using System.Diagnostics;

namespace PaymentStatusSdk.Adapters;

/// <summary>One caller on a seat. Its task ends with the seat once that has an answer or a fault, or is canceled by the caller alone.</summary>
internal sealed class Passenger(BoardingQueue queue) : IThreadPoolWorkItem
{
    private const int Watching = 1;
    private const int Landing = 2;

    private readonly TaskCompletionSource<Seat> _landed = new();
    private CancellationTokenRegistration _registration;
    private CancellationToken _canceledBy;
    private int _phase;

    public Task<Seat> Landed => _landed.Task;

    /// <summary>The caller's span, for a link from the exchange's.</summary>
    public ActivityContext Span { get; } = Activity.Current?.Context ?? default;

    // The seat's intrusive list: leaving must not cost a walk over everybody else on the seat.
    public Seat? Seat { get; set; }

    public Passenger? Previous { get; set; }

    public Passenger? Next { get; set; }

    /// <summary>One chain of two; the first is expected to be short.</summary>
    public static Passenger? Concat(Passenger? chain, Passenger? rest)
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
                var passenger = (Passenger)state!;
                passenger._canceledBy = token;
                passenger.LeaveQueue();
            },
            this);
        // He may have landed meanwhile; then the token, which may live as long as the process, must not keep him.
        if (Interlocked.Exchange(ref _phase, Watching) == Landing) _registration.Unregister();
    }

    /// <summary>Ends the caller's wait on this very thread: only as the last thing an exchange does.</summary>
    public void LandInline()
    {
        if (Interlocked.Exchange(ref _phase, Landing) == Watching) _registration.Unregister();
        _landed.TrySetResult(Seat!);
    }

    /// <summary>Ends the caller's wait on a pool thread, so that its code cannot hold up a neighbour.</summary>
    public void LandElsewhere() => ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);

    void IThreadPoolWorkItem.Execute()
    {
        if (_canceledBy.IsCancellationRequested) _landed.TrySetCanceled(_canceledBy);
        else LandInline();
    }

    private void LeaveQueue()
    {
        if (queue.Leave(this)) LandElsewhere();
    }
}
