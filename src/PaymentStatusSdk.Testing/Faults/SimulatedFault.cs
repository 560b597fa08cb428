namespace PaymentStatusSdk.Testing;

/// <summary>A fault that a simulator injects into one answer. Immutable. The static members create the faults.</summary>
/// <remarks>
/// A fault that a gateway cannot have (a wrong amount in PPRO's answers, which have no amount) is rejected with an
/// <see cref="ArgumentException"/> when it is added to that simulator's <see cref="FaultPlan"/>. Every delay runs on the simulator's
/// <see cref="TimeProvider"/>.
/// </remarks>
public sealed partial class SimulatedFault
{
    private SimulatedFault(SimulatedFaultKind kind, SimulatedGateway gateways = SimulatedGateway.Both) =>
        (Kind, Gateways) = (kind, gateways | DesjardinsFaults.Where(kind));

    /// <summary>The kind of the fault.</summary>
    public SimulatedFaultKind Kind { get; }

    internal SimulatedGateway Gateways { get; }

    internal TimeSpan Wait { get; private init; }

    internal FaultHold? WaitsFor { get; private init; }

    internal TimeSpan Interval { get; private init; }

    internal long Number { get; private init; }

    internal string? Text { get; private init; }

    internal string? ContentType { get; private init; }

    internal DateTimeOffset? At { get; private init; }

    internal ReadOnlyMemory<byte> Content { get; private init; }

    /// <summary>Returns the same fault, after a delay.</summary>
    /// <param name="delay">Zero or more, on the simulator's clock.</param>
    /// <returns>A new fault.</returns>
    public SimulatedFault After(TimeSpan delay)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(delay, TimeSpan.Zero);
        return Copy(delay, WaitsFor);
    }

    /// <summary>Returns the same fault, delayed until <paramref name="hold"/> is released.</summary>
    /// <param name="hold">The hold that delays the answer.</param>
    /// <returns>A new fault.</returns>
    public SimulatedFault HeldBy(FaultHold hold)
    {
        ArgumentNullException.ThrowIfNull(hold);
        return Copy(Wait, hold);
    }

    /// <summary>Returns the kind and the parameters, without the content.</summary>
    /// <returns>A short line.</returns>
    public override string ToString() => Text is null ? Kind.ToString() : $"{Kind}({Text})";

    private SimulatedFault Copy(TimeSpan wait, FaultHold? hold) => new(Kind, Gateways)
    {
        Wait = wait,
        WaitsFor = hold,
        Interval = Interval,
        Number = Number,
        Text = Text,
        ContentType = ContentType,
        At = At,
        Content = Content,
    };
}
