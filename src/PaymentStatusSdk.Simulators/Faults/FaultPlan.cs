namespace PaymentStatusSdk.Simulators.Faults;

/// <summary>The faults that a simulator injects into its answers. Thread-safe.</summary>
/// <remarks>
/// The next request uses, in this order: a fault that <see cref="Next"/> queued, the fault that <see cref="Always"/> set, a fault that the
/// generator of <see cref="Random(int, double, SimulatedFault[])"/> draws. Only queries use a fault: a request with a wrong path, method or
/// content type is refused as usual.
/// </remarks>
public sealed class FaultPlan
{
    private readonly Lock _lock = new();
    private readonly Queue<SimulatedFault?> _next = new();
    private readonly Random? _random;
    private readonly double _rate;
    private SimulatedFault[] _drawn;
    private SimulatedFault? _always;
    private SimulatedGateway _gateway = SimulatedGateway.Everywhere;

    /// <summary>Creates an empty plan: every answer is correct.</summary>
    public FaultPlan() => _drawn = [];

    private FaultPlan(int seed, double rate, SimulatedFault[] faults)
    {
        _random = new Random(seed);
        (_rate, _drawn) = (rate, faults);
    }

    /// <summary>The number of queued faults that are left.</summary>
    public int Queued
    {
        get { lock (_lock) return _next.Count; }
    }

    /// <summary>Creates a plan that injects faults into a random share of the answers, the same for the same seed and order of
    /// requests.</summary>
    /// <param name="seed">The seed of the generator.</param>
    /// <param name="rate">The share of answers with a fault, 0 to 1.</param>
    /// <param name="faults">The faults to draw from, all equally likely. Empty means every fault of the gateway that needs no parameter
    /// and ends by itself.</param>
    /// <returns>A plan for <see cref="GatewaySimulator.Faults"/>.</returns>
    public static FaultPlan Random(int seed, double rate, params SimulatedFault[] faults)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(rate, 0);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(rate, 1);
        ArgumentNullException.ThrowIfNull(faults);
        return new FaultPlan(seed, rate, [.. faults]);
    }

    /// <summary>Queues faults, one for each of the next requests.</summary>
    /// <param name="faults">The faults in order; null means a correct answer.</param>
    /// <returns>This plan.</returns>
    /// <exception cref="ArgumentException">A fault does not exist on this gateway.</exception>
    public FaultPlan Next(params SimulatedFault?[] faults)
    {
        ArgumentNullException.ThrowIfNull(faults);
        lock (_lock)
        {
            foreach (var fault in faults) Check(fault, _gateway);
            foreach (var fault in faults) _next.Enqueue(fault);
        }

        return this;
    }

    /// <summary>Injects a fault into every answer after the queue is empty, until <see cref="Clear"/>.</summary>
    /// <param name="fault">The fault to inject.</param>
    /// <returns>This plan.</returns>
    /// <exception cref="ArgumentException">The fault does not exist on this gateway.</exception>
    public FaultPlan Always(SimulatedFault fault)
    {
        ArgumentNullException.ThrowIfNull(fault);
        lock (_lock)
        {
            Check(fault, _gateway);
            _always = fault;
        }

        return this;
    }

    /// <summary>Removes the queued and the constant faults. A random plan continues to draw faults.</summary>
    public void Clear()
    {
        lock (_lock)
        {
            _next.Clear();
            _always = null;
        }
    }

    internal void Attach(SimulatedGateway gateway)
    {
        lock (_lock)
        {
            foreach (var fault in _next) Check(fault, gateway);
            foreach (var fault in _drawn) Check(fault, gateway);
            Check(_always, gateway);
            _gateway = gateway;
            if (_random is not null && _drawn.Length == 0) _drawn = FaultCatalog.SelfContained(gateway);
        }
    }

    internal SimulatedFault? Take()
    {
        lock (_lock)
        {
            if (_next.TryDequeue(out var next)) return next;
            if (_always is not null) return _always;
            if (_random is null || _random.NextDouble() >= _rate) return null;
            return _drawn[_random.Next(_drawn.Length)];
        }
    }

    private static void Check(SimulatedFault? fault, SimulatedGateway gateway)
    {
        if (fault is null || (fault.Gateways & gateway) == gateway) return;
        if (gateway == SimulatedGateway.Everywhere) return;
        throw new ArgumentException(
            $"The fault {fault.Kind} does not exist on {gateway}: its answers do not have the affected part. Use another fault.");
    }
}
