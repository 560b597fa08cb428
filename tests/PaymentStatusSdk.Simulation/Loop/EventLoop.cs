namespace PaymentStatusSdk.Simulation.Loop;

/// <summary>Runs one world on the only thread of the pool, in the order of virtual time.</summary>
/// <remarks>
/// The production code queues its continuations to the pool. The pool of this process has one thread, so they run in the order in which
/// they were queued. The loop takes the next event only when the pool's queue is empty: virtual time passes only while nothing can run.
/// </remarks>
internal sealed class EventLoop : IThreadPoolWorkItem
{
    public static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private const int MaxRounds = 1_000_000;

    private readonly PriorityQueue<LoopEvent, (long At, long Number)> _events = new();
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _end;
    private long _number;
    private int _rounds;
    private int _thread;

    /// <summary>The virtual time since the start, in ticks.</summary>
    public long Ticks { get; private set; }

    public DateTimeOffset Now => Start.AddTicks(Ticks);

    /// <summary>The number of events so far.</summary>
    public long Count { get; private set; }

    /// <summary>Ends the loop after the current event.</summary>
    public bool IsStopped { get; set; }

    /// <summary>Runs until a virtual time. Exceptions of events are thrown.</summary>
    public Task RunAsync(TimeSpan duration)
    {
        ThreadPool.GetMaxThreads(out var threads, out _);
        if (threads != 1) throw new InvalidOperationException("The pool must have one thread: a run could not be repeated.");
        _end = duration.Ticks;
        ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
        return _ended.Task;
    }

    /// <summary>Calls an action after a virtual time.</summary>
    /// <param name="delay">The delay; zero and less means after the current event.</param>
    /// <param name="owner">The instance that acts: it acts later when it is suspended, and never when it has ended.</param>
    /// <param name="action">The action.</param>
    public void Post(TimeSpan delay, SimulatedProcess? owner, Action action) =>
        Add(delay, new LoopEvent(owner, action, null, 0));

    public void Post(TimeSpan delay, VirtualTimer timer, int version) =>
        Add(delay, new LoopEvent(timer.Owner, null, timer, version));

    /// <summary>Completes after a virtual time, on this loop.</summary>
    public async Task DelayAsync(TimeSpan delay, SimulatedProcess? owner, CancellationToken cancellationToken)
    {
        RequireThread();
        var passed = new TaskCompletionSource();
        Post(delay, owner, () => passed.TrySetResult());
        var canceling = cancellationToken.UnsafeRegister(
            static (source, token) => ((TaskCompletionSource)source!).TrySetCanceled(token), passed);
        await using (canceling.ConfigureAwait(false)) await passed.Task.ConfigureAwait(false);
    }

    /// <summary>Fails when code runs outside of the loop's thread: its order could differ in the next run.</summary>
    public void RequireThread()
    {
        if (_thread != Environment.CurrentManagedThreadId)
            throw new InvalidOperationException("Work escaped from the thread of the simulation: this run cannot be repeated.");
    }

    void IThreadPoolWorkItem.Execute()
    {
        if (_thread == 0) _thread = Environment.CurrentManagedThreadId;
        try
        {
            RequireThread();
            Run();
        }
        catch (Exception exception)
        {
            _ended.TrySetException(exception);
        }
    }

    private void Run()
    {
        while (true)
        {
            // Everything that was caused by the last event runs first.
            if (ThreadPool.PendingWorkItemCount > 0)
            {
                if (++_rounds > MaxRounds) throw new InvalidOperationException("Work causes work for ever: virtual time stands still.");
                ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
                return;
            }

            if (IsStopped || !_events.TryPeek(out var next, out var priority) || priority.At > _end)
            {
                if (!IsStopped) Ticks = _end;
                _ended.TrySetResult();
                return;
            }

            _events.Dequeue();
            if (Ticks != priority.At) _rounds = 0;
            else if (++_rounds > MaxRounds) throw new InvalidOperationException($"Virtual time stands still: {next}.");
            Ticks = priority.At;
            if (next.Owner is { } owner)
            {
                if (owner.IsDead) continue;
                if (owner.SuspendedUntil > Ticks)
                {
                    _events.Enqueue(next, (owner.SuspendedUntil, ++_number));
                    continue;
                }
            }

            Count++;
            if (next.Timer is { } timer) timer.Fire(next.Version);
            else next.Action!();
        }
    }

    private void Add(TimeSpan delay, LoopEvent one) =>
        _events.Enqueue(one, (Ticks + Math.Max(0, delay.Ticks), ++_number));

    private readonly record struct LoopEvent(SimulatedProcess? Owner, Action? Action, VirtualTimer? Timer, int Version);
}
