namespace PaymentStatusSdk.Simulation.Loop;

/// <summary>A simulated operating system process: it can be suspended, and it can end at any time.</summary>
internal class SimulatedProcess
{
    public SimulatedProcess(EventLoop loop) => Clock = new VirtualClock(loop, this);

    /// <summary>Whether the process has ended: nothing of it runs any more.</summary>
    public bool IsDead { get; set; }

    /// <summary>The virtual time at which a suspended process continues, in ticks.</summary>
    public long SuspendedUntil { get; set; }

    public VirtualClock Clock { get; }
}
