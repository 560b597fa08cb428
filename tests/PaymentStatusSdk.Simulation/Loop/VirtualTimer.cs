namespace PaymentStatusSdk.Simulation.Loop;

/// <summary>A timer in virtual time.</summary>
internal sealed class VirtualTimer(EventLoop loop, SimulatedProcess owner, TimerCallback callback, object? state) : ITimer
{
    private int _version;
    private TimeSpan _period = Timeout.InfiniteTimeSpan;

    public SimulatedProcess Owner => owner;

    public bool Change(TimeSpan dueTime, TimeSpan period)
    {
        loop.RequireThread();
        _version++;
        _period = period;
        if (dueTime != Timeout.InfiniteTimeSpan) loop.Post(dueTime, this, _version);
        return true;
    }

    public void Fire(int version)
    {
        if (version != _version) return;
        if (_period > TimeSpan.Zero) loop.Post(_period, this, _version);
        callback(state);
    }

    public void Dispose() => _version++;

    public ValueTask DisposeAsync()
    {
        Dispose();
        return default;
    }
}
