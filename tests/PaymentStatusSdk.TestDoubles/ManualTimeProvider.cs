namespace PaymentStatusSdk.TestDoubles;

/// <summary>
/// A clock that moves only on request. Timers fire, in order of their due time, on the thread that calls <see cref="Advance"/>.
/// </summary>
/// <remarks>
/// A test that must move the clock past a timer which another thread is about to create awaits <see cref="WaitForTimerAsync"/> first:
/// that is what makes sleeping in tests unnecessary. Thread-safe.
/// </remarks>
public sealed class ManualTimeProvider : TimeProvider
{
    private readonly Lock _lock = new();
    private readonly List<ManualTimer> _timers = [];
    private readonly List<(Predicate<TimeSpan> Match, TaskCompletionSource Found)> _waiters = [];
    private DateTimeOffset _now;
    private TimeSpan _wallClockError;
    private long _started;

    public ManualTimeProvider(DateTimeOffset? start = null) => _now = start ?? new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <summary>The number of timers that wait to fire.</summary>
    public int ActiveTimers
    {
        get { lock (_lock) return _timers.Count; }
    }

    /// <summary>How often a timer has been started so far.</summary>
    public long StartedTimers
    {
        get { lock (_lock) return _started; }
    }

    public override DateTimeOffset GetUtcNow()
    {
        lock (_lock) return _now + _wallClockError;
    }

    public override long GetTimestamp()
    {
        lock (_lock) return _now.UtcTicks;
    }

    /// <summary>Sets the wall clock forward or back, like a time service; timestamps and timers are not affected.</summary>
    public void SetWallClock(TimeSpan by)
    {
        lock (_lock) _wallClockError += by;
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new ManualTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Moves the clock, firing each timer that becomes due at exactly its due time.</summary>
    public void Advance(TimeSpan by)
    {
        DateTimeOffset target;
        lock (_lock) target = _now + by;
        while (true)
        {
            ManualTimer? due;
            lock (_lock)
            {
                due = _timers.Where(t => t.Due <= target).MinBy(t => t.Due);
                if (due is null)
                {
                    _now = target;
                    return;
                }

                if (due.Due > _now) _now = due.Due;
                due.MoveOn();
            }

            due.Fire();
        }
    }

    /// <summary>Moves the clock first and then fires the timers that became due, as after a pause of the machine.</summary>
    public void Jump(TimeSpan by)
    {
        lock (_lock) _now += by;
        Advance(TimeSpan.Zero);
    }

    /// <summary>Completes when a timer with a matching remaining time is waiting; immediately if one already is.</summary>
    public Task WaitForTimerAsync(Predicate<TimeSpan>? remaining = null, CancellationToken cancellationToken = default)
    {
        var match = remaining ?? (_ => true);
        lock (_lock)
        {
            if (_timers.Any(t => match(t.Due - _now))) return Task.CompletedTask;
            var found = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiters.Add((match, found));
            return found.Task.WaitAsync(cancellationToken);
        }
    }

    /// <summary>Waits for a timer that is due in exactly <paramref name="delay"/>, then moves the clock there.</summary>
    public async Task AdvanceWhenScheduledAsync(TimeSpan delay, CancellationToken cancellationToken = default)
    {
        await WaitForTimerAsync(left => left == delay, cancellationToken);
        Advance(delay);
    }

    private sealed class ManualTimer(ManualTimeProvider owner, TimerCallback callback, object? state) : ITimer
    {
        private TimeSpan _period = Timeout.InfiniteTimeSpan;

        public DateTimeOffset Due { get; private set; }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (owner._lock)
            {
                owner._timers.Remove(this);
                _period = period;
                if (dueTime == Timeout.InfiniteTimeSpan) return true;
                Due = owner._now + dueTime;
                owner._timers.Add(this);
                owner._started++;
                foreach (var waiter in owner._waiters.Where(w => w.Match(dueTime)).ToArray())
                {
                    owner._waiters.Remove(waiter);
                    waiter.Found.TrySetResult();
                }
            }

            return true;
        }

        public void MoveOn()
        {
            if (_period > TimeSpan.Zero) Due += _period;
            else owner._timers.Remove(this);
        }

        public void Fire() => callback(state);

        public void Dispose()
        {
            lock (owner._lock) owner._timers.Remove(this);
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return default;
        }
    }
}
