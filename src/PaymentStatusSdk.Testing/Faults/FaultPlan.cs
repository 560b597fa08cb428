namespace PaymentStatusSdk.Testing;

/// <summary>Which answers of a simulator go wrong, and how. Thread-safe.</summary>
/// <remarks>
/// The next request takes, in this order: what <see cref="Next"/> queued, what <see cref="Always"/> set, what the seeded generator of
/// <see cref="Random(int, double, SimulatedFault[])"/> draws. Only queries take a fault: a request with a wrong path, method or
/// content type is refused as ever.
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

    /// <summary>An empty plan: every answer is right.</summary>
    public FaultPlan() => _drawn = [];

    private FaultPlan(int seed, double rate, SimulatedFault[] faults)
    {
        _random = new Random(seed);
        (_rate, _drawn) = (rate, faults);
    }

    /// <summary>How many queued faults are left.</summary>
    public int Queued
    {
        get { lock (_lock) return _next.Count; }
    }

    /// <summary>A plan that spoils a share of the answers at random, the same ones for the same seed and order of requests.</summary>
    /// <param name="seed">Seed of the generator.</param>
    /// <param name="rate">Share of spoiled answers, 0 to 1.</param>
    /// <param name="faults">What to draw from, all equally likely. Empty: every fault of the gateway that needs no parameter and ends by itself.</param>
    /// <returns>A plan to be set as <see cref="GatewaySimulator.Faults"/>.</returns>
    public static FaultPlan Random(int seed, double rate, params SimulatedFault[] faults)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(rate, 0);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(rate, 1);
        ArgumentNullException.ThrowIfNull(faults);
        return new FaultPlan(seed, rate, [.. faults]);
    }

    /// <summary>Queues faults, one for each of the next requests.</summary>
    /// <param name="faults">In order; null stands for a right answer.</param>
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

    /// <summary>Spoils every request, once the queue is empty, until <see cref="Clear"/>.</summary>
    /// <param name="fault">What goes wrong.</param>
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

    /// <summary>Forgets queued and constant faults. A random plan goes on drawing.</summary>
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
        throw new ArgumentException($"The fault {fault.Kind} does not exist on {gateway}: its answers have nothing that could go wrong so.");
    }
}
