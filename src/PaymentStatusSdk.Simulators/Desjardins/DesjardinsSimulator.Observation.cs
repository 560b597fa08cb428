using PaymentStatusSdk.Simulators.Faults;

namespace PaymentStatusSdk.Simulators.Desjardins;

// Counters, refusals and fault plans for tests.
public sealed partial class DesjardinsSimulator
{
    private readonly AsyncCounter _sessions = new();
    private readonly Queue<DipsRefusal> _refusals = new();
    private FaultPlan _callbackFaults = null!;
    private FaultPlan _loginFaults = null!;
    private FaultPlan _statusFaults = null!;

    /// <summary>The number of logins (step 1) accepted since the start.</summary>
    public long Sessions => _sessions.Count;

    /// <summary>The number of Status requests (step 3) accepted since the start.</summary>
    public long Exchanges => _statusStep.Exchanges.Count;

    /// <summary>The number of POSTs of step 4 that ended since the start, answered or not.</summary>
    public long Callbacks => _statusStep.Callbacks.Count;

    /// <summary>The number of transactions that the accepted Status requests queried, including repeated ones.</summary>
    public long TransactionsQueried => _statusStep.TransactionsQueried;

    /// <summary>The number of Status requests that arrived while another one was being executed. More than 0 means that the client breaks
    /// a documented rule.</summary>
    /// <remarks>
    /// An exchange is open from the moment step 3 is accepted until the last bytes of its answer are sent (the merchant cannot know
    /// earlier), or until the delivery fails. An exchange without a step 4 stays open for
    /// <see cref="DesjardinsSimulatorOptions.LostCallbackOpenTime"/>.
    /// </remarks>
    public long OverlapsSeen => _registry.Overlaps;

    /// <summary>Whether a Status request at this moment would be an overlap.</summary>
    public bool HasOpenExchange => _registry.HasOpenExchange;

    /// <summary>A snapshot of the latest refused requests, oldest first. The limit is
    /// <see cref="GatewaySimulatorOptions.RecordingLimit"/>.</summary>
    public IReadOnlyList<DipsRefusal> Refusals
    {
        get { lock (_refusals) return _refusals.ToArray(); }
    }

    /// <summary>The faults of the next answers to step 1. They take precedence over <see cref="GatewaySimulator.Faults"/>, which applies
    /// to steps 1 and 3.</summary>
    /// <exception cref="ArgumentException">The plan contains a fault that does not exist in this step.</exception>
    public FaultPlan LoginFaults
    {
        get => Volatile.Read(ref _loginFaults);
        set => Attach(ref _loginFaults, value, SimulatedGateway.Desjardins);
    }

    /// <summary>The faults of the next answers to step 3. The request itself is executed: after a reset or a wrong status, step 4 is still
    /// sent.</summary>
    /// <exception cref="ArgumentException">The plan contains a fault that does not exist in this step.</exception>
    public FaultPlan StatusFaults
    {
        get => Volatile.Read(ref _statusFaults);
        set => Attach(ref _statusFaults, value, SimulatedGateway.Desjardins);
    }

    /// <summary>The faults of step 4 of the next exchanges: one fault for all POSTs of an exchange.</summary>
    /// <remarks>For a late step 4, use <see cref="SimulatedFault.Delay"/> or <see cref="SimulatedFault.Hold"/>.</remarks>
    /// <exception cref="ArgumentException">The plan contains a fault that does not exist in this step.</exception>
    public FaultPlan CallbackFaults
    {
        get => Volatile.Read(ref _callbackFaults);
        set => Attach(ref _callbackFaults, value, SimulatedGateway.DesjardinsCallback);
    }

    /// <summary>Waits until at least <paramref name="count"/> Status requests have been accepted since the start.</summary>
    /// <param name="count">Compared with <see cref="Exchanges"/>.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <returns>A task that completes when the count is reached.</returns>
    public Task WaitForExchangesAsync(long count, CancellationToken cancellationToken = default) =>
        _statusStep.Exchanges.WaitAsync(count, cancellationToken);

    /// <summary>Waits until at least <paramref name="count"/> POSTs of step 4 have ended since the start, answered or not.</summary>
    /// <param name="count">Compared with <see cref="Callbacks"/>.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <returns>A task that completes when the count is reached.</returns>
    public Task WaitForStep4Async(long count, CancellationToken cancellationToken = default) =>
        _statusStep.Callbacks.WaitAsync(count, cancellationToken);

    private protected override SimulatedFault? TakeFault(ReadOnlyMemory<byte> body)
    {
        var isLogin = body.Span.IndexOf("<login"u8) >= 0;
        return (isLogin ? LoginFaults : StatusFaults).Take() ?? Faults.Take();
    }

    private void Keep(DipsRefusal refusal)
    {
        if (_options.RecordingLimit == 0) return;
        lock (_refusals)
        {
            if (_refusals.Count == _options.RecordingLimit) _refusals.Dequeue();
            _refusals.Enqueue(refusal);
        }
    }

    private static void Attach(ref FaultPlan plan, FaultPlan value, SimulatedGateway gateway)
    {
        ArgumentNullException.ThrowIfNull(value);
        value.Attach(gateway);
        Volatile.Write(ref plan, value);
    }
}
