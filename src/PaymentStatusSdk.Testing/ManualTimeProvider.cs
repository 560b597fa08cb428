namespace PaymentStatusSdk.Testing;

/// <summary>
/// A clock that a test moves. A test can also await the next timer, count the waiting timers, and set the wall clock apart from the timers.
/// </summary>
/// <remarks>
/// A test that moves the clock past a timer which another thread is about to create awaits <see cref="WaitForTimerAsync"/> first, instead
/// of sleeping. Timers fire on the thread that moves the clock, and have fired when the move returns; a timer that is due when it is
/// started fires on the thread that starts it. Thread-safe.
/// </remarks>
public sealed class ManualTimeProvider : TimeProvider
{
    // Not based on FakeTimeProvider, which fires timers on whichever thread is inside it, possibly after the move has returned.
    private readonly Lock _lock = new();
    private readonly List<ManualTimer> _timers = [];
    private readonly List<(Predicate<TimeSpan> Match, TaskCompletionSource Found)> _waiters = [];
    private DateTimeOffset _now;
    private TimeSpan _wallClockError;
    private long _started;

    /// <summary>Creates a clock.</summary>
    /// <param name="start">The time of the clock; the default is 3:04:05 UTC on January 2, 2026.</param>
    public ManualTimeProvider(DateTimeOffset? start = null) => _now = start ?? new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    /// <inheritdoc/>
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <summary>The number of timers that are waiting to fire.</summary>
    public int ActiveTimers
    {
        get { lock (_lock) return _timers.Count; }
    }

    /// <summary>How often a timer has been started so far.</summary>
    public long StartedTimers
    {
        get { lock (_lock) return _started; }
    }

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow()
    {
        lock (_lock) return _now + _wallClockError;
    }

    /// <inheritdoc/>
    public override long GetTimestamp()
    {
        lock (_lock) return _now.UtcTicks;
    }

    /// <summary>Sets the wall clock forward or back, as a time service does; timestamps and timers continue as before.</summary>
    /// <param name="by">The difference; negative to set the clock back.</param>
    public void SetWallClock(TimeSpan by)
    {
        lock (_lock) _wallClockError += by;
    }

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        ArgumentNullException.ThrowIfNull(callback);
        var timer = new ManualTimer(this, () => callback(state));
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Moves the clock, and fires each timer that becomes due at exactly its due time.</summary>
    /// <param name="by">The duration; not negative.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="by"/> is negative.</exception>
    public void Advance(TimeSpan by)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(by, TimeSpan.Zero);
        DateTimeOffset target;
        lock (_lock) target = _now + by;
        FireUntil(target);
    }

    /// <summary>Moves the clock first and then fires the due timers: they are late, as after a pause of the machine.</summary>
    /// <param name="by">The duration; not negative.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="by"/> is negative.</exception>
    public void Jump(TimeSpan by)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(by, TimeSpan.Zero);
        DateTimeOffset target;
        lock (_lock) target = _now += by;
        FireUntil(target);
    }

    /// <summary>Completes when a timer is waiting whose remaining time matches; at once if there is one already.</summary>
    /// <param name="remaining">Whether the remaining time of a timer matches; null for any timer.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    public Task WaitForTimerAsync(Predicate<TimeSpan>? remaining = null, CancellationToken cancellationToken = default)
    {
        var match = remaining ?? (_ => true);
        lock (_lock)
        {
            if (_timers.Any(timer => match(timer.Due - _now))) return Task.CompletedTask;
            var found = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiters.Add((match, found));
            return found.Task.WaitAsync(cancellationToken);
        }
    }

    /// <summary>Waits for a timer that is due in exactly <paramref name="delay"/>, then moves the clock there.</summary>
    /// <remarks>
    /// If the code under test creates several timers with the same delay one after the other, this method may move the clock for an
    /// earlier one. In that case, first wait until the code that starts the right timer has run.
    /// </remarks>
    /// <param name="delay">The remaining time of the timer.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    public async Task AdvanceWhenScheduledAsync(TimeSpan delay, CancellationToken cancellationToken = default)
    {
        await WaitForTimerAsync(left => left == delay, cancellationToken).ConfigureAwait(false);
        Advance(delay);
    }

    private void FireUntil(DateTimeOffset target)
    {
        while (TakeDue(target) is { } timer) timer.Fire();
    }

    /// <summary>Takes the next timer that is due until the target and moves the clock to it; without one, moves it to the target.</summary>
    private ManualTimer? TakeDue(DateTimeOffset target)
    {
        lock (_lock)
        {
            var next = _timers.Where(timer => timer.Due <= target).MinBy(timer => timer.Due);
            var time = next?.Due ?? target;
            if (time > _now) _now = time;
            if (next is null) return null;
            _timers.Remove(next);
            if (next.Period > TimeSpan.Zero) Add(next, next.Due + next.Period);
            return next;
        }
    }

    private void Add(ManualTimer timer, DateTimeOffset due)
    {
        timer.Due = due;
        _timers.Add(timer);
    }

    private void Report(TimeSpan dueTime)
    {
        _started++;
        foreach (var waiter in _waiters.Where(waiter => waiter.Match(dueTime)).ToArray())
        {
            _waiters.Remove(waiter);
            waiter.Found.TrySetResult();
        }
    }

    private sealed class ManualTimer(ManualTimeProvider owner, Action callback) : ITimer
    {
        private bool _isDisposed;

        public DateTimeOffset Due { get; set; }

        public TimeSpan Period { get; private set; }

        public void Fire() => callback();

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            var isDue = dueTime == TimeSpan.Zero;
            lock (owner._lock)
            {
                if (_isDisposed) return false;
                owner._timers.Remove(this);
                Period = period;
                if (dueTime >= TimeSpan.Zero) owner.Report(dueTime);
                if (dueTime > TimeSpan.Zero) owner.Add(this, owner._now + dueTime);
                else if (isDue && period > TimeSpan.Zero) owner.Add(this, owner._now + period);
            }

            if (isDue) Fire();
            return true;
        }

        public void Dispose()
        {
            lock (owner._lock)
            {
                _isDisposed = true;
                owner._timers.Remove(this);
            }
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return default;
        }
    }
}
