using Microsoft.Extensions.Time.Testing;

namespace PaymentStatusSdk.Testing;

/// <summary>
/// A clock that a test moves. In addition to <see cref="FakeTimeProvider"/>, a test can await the next timer, count the waiting timers,
/// and set the wall clock apart from the timers.
/// </summary>
/// <remarks>
/// A test that moves the clock past a timer which another thread is about to create awaits <see cref="WaitForTimerAsync"/> first, instead
/// of sleeping. Timers fire on the thread that moves the clock. Thread-safe.
/// </remarks>
public sealed class ManualTimeProvider : TimeProvider
{
    private readonly Lock _lock = new();
    private readonly FakeTimeProvider _clock;
    private readonly List<WatchedTimer> _timers = [];
    private readonly List<(Predicate<TimeSpan> Match, TaskCompletionSource Found)> _waiters = [];
    private TimeSpan _wallClockError;
    private long _started;

    /// <summary>Creates a clock.</summary>
    /// <param name="start">The time of the clock; the default is 3:04:05 UTC on January 2, 2026.</param>
    public ManualTimeProvider(DateTimeOffset? start = null) =>
        _clock = new FakeTimeProvider(start ?? new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero));

    /// <inheritdoc/>
    public override long TimestampFrequency => _clock.TimestampFrequency;

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
        lock (_lock) return _clock.GetUtcNow() + _wallClockError;
    }

    /// <inheritdoc/>
    public override long GetTimestamp() => _clock.GetTimestamp();

    /// <summary>Sets the wall clock forward or back, as a time service does; timestamps and timers continue as before.</summary>
    /// <param name="by">The difference; negative to set the clock back.</param>
    public void SetWallClock(TimeSpan by)
    {
        lock (_lock) _wallClockError += by;
    }

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new WatchedTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Moves the clock, and fires each timer that becomes due at exactly its due time.</summary>
    /// <param name="by">The duration; not negative.</param>
    public void Advance(TimeSpan by)
    {
        var target = _clock.GetUtcNow() + by;
        while (NextDue(target) is { } due) MoveTo(due);
        MoveTo(target);
    }

    /// <summary>Moves the clock first and then fires the due timers: they are late, as after a pause of the machine.</summary>
    /// <param name="by">The duration; not negative.</param>
    public void Jump(TimeSpan by) => _clock.Advance(by);

    /// <summary>Completes when a timer is waiting whose remaining time matches; at once if there is one already.</summary>
    /// <param name="remaining">Whether the remaining time of a timer matches; null for any timer.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    public Task WaitForTimerAsync(Predicate<TimeSpan>? remaining = null, CancellationToken cancellationToken = default)
    {
        var match = remaining ?? (_ => true);
        lock (_lock)
        {
            if (_timers.Any(timer => match(timer.Due - _clock.GetUtcNow()))) return Task.CompletedTask;
            var found = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiters.Add((match, found));
            return found.Task.WaitAsync(cancellationToken);
        }
    }

    /// <summary>Waits for a timer that is due in exactly <paramref name="delay"/>, then moves the clock there.</summary>
    /// <param name="delay">The remaining time of the timer.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    public async Task AdvanceWhenScheduledAsync(TimeSpan delay, CancellationToken cancellationToken = default)
    {
        await WaitForTimerAsync(left => left == delay, cancellationToken).ConfigureAwait(false);
        Advance(delay);
    }

    private DateTimeOffset? NextDue(DateTimeOffset target)
    {
        // A timer whose time has come is about to fire on the thread that has just created it.
        lock (_lock)
            return _timers.Where(timer => timer.Due > _clock.GetUtcNow() && timer.Due <= target).Min(timer => (DateTimeOffset?)timer.Due);
    }

    private void MoveTo(DateTimeOffset time)
    {
        var left = time - _clock.GetUtcNow();
        _clock.Advance(left > TimeSpan.Zero ? left : TimeSpan.Zero);
    }

    private void Watch(WatchedTimer timer, TimeSpan dueTime)
    {
        _timers.Add(timer);
        _started++;
        foreach (var waiter in _waiters.Where(waiter => waiter.Match(dueTime)).ToArray())
        {
            _waiters.Remove(waiter);
            waiter.Found.TrySetResult();
        }
    }

    private sealed class WatchedTimer : ITimer
    {
        private readonly ManualTimeProvider _owner;
        private readonly ITimer _timer;
        private TimeSpan _period = Timeout.InfiniteTimeSpan;

        public WatchedTimer(ManualTimeProvider owner, TimerCallback callback, object? state)
        {
            _owner = owner;
            _timer = owner._clock.CreateTimer(
                _ =>
                {
                    OnFiring();
                    callback(state);
                },
                null,
                Timeout.InfiniteTimeSpan,
                Timeout.InfiniteTimeSpan);
        }

        public DateTimeOffset Due { get; private set; }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            DateTimeOffset due = default;
            lock (_owner._lock)
            {
                _owner._timers.Remove(this);
                _period = period;
                if (dueTime != Timeout.InfiniteTimeSpan)
                {
                    Due = due = _owner._clock.GetUtcNow() + dueTime;
                    _owner.Watch(this, dueTime);
                }
            }

            var isChanged = _timer.Change(dueTime, period);
            lock (_owner._lock)
            {
                // The clock may have moved meanwhile: a due time before that of the inner timer would never be reached.
                if (due != default && Due == due) Due = _owner._clock.GetUtcNow() + dueTime;
            }

            return isChanged;
        }

        public void Dispose()
        {
            lock (_owner._lock) _owner._timers.Remove(this);
            _timer.Dispose();
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return default;
        }

        private void OnFiring()
        {
            lock (_owner._lock)
            {
                if (_period > TimeSpan.Zero) Due += _period;
                else _owner._timers.Remove(this);
            }
        }
    }
}
