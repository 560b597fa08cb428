namespace PaymentStatusSdk.Simulation.Loop;

/// <summary>The clock of one process: virtual time, with a wall clock that may be wrong.</summary>
internal sealed class VirtualClock(EventLoop loop, SimulatedProcess owner) : TimeProvider
{
    /// <summary>How far the wall clock is ahead.</summary>
    public TimeSpan Skew { get; set; }

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow() => loop.Now + Skew;

    public override long GetTimestamp() => loop.Ticks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new VirtualTimer(loop, owner, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }
}
