namespace PaymentStatusSdk.Testing;

/// <summary>One thing that goes wrong with one answer of a simulator. Immutable; made by its static members.</summary>
/// <remarks>
/// A fault that a gateway cannot have (a wrong amount in PPRO's answers, which carry none) is refused with an
/// <see cref="ArgumentException"/> when it is put into that simulator's <see cref="FaultPlan"/>.
/// Every delay runs on the simulator's <see cref="TimeProvider"/>.
/// </remarks>
public sealed partial class SimulatedFault
{
    private SimulatedFault(SimulatedFaultKind kind, SimulatedGateway gateways = SimulatedGateway.Both) =>
        (Kind, Gateways) = (kind, gateways | DesjardinsFaults.Where(kind));

    /// <summary>What it does.</summary>
    public SimulatedFaultKind Kind { get; }

    internal SimulatedGateway Gateways { get; }

    internal TimeSpan Wait { get; private init; }

    internal FaultGate? Gate { get; private init; }

    internal TimeSpan Interval { get; private init; }

    internal long Number { get; private init; }

    internal string? Text { get; private init; }

    internal string? ContentType { get; private init; }

    internal DateTimeOffset? At { get; private init; }

    internal ReadOnlyMemory<byte> Content { get; private init; }

    /// <summary>The same fault, after a delay.</summary>
    /// <param name="delay">Zero or more, on the simulator's clock.</param>
    /// <returns>A new fault.</returns>
    public SimulatedFault After(TimeSpan delay)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(delay, TimeSpan.Zero);
        return Copy(delay, Gate);
    }

    /// <summary>The same fault, as soon as <paramref name="gate"/> is released.</summary>
    /// <param name="gate">The gate that holds the answer.</param>
    /// <returns>A new fault.</returns>
    public SimulatedFault HeldBy(FaultGate gate)
    {
        ArgumentNullException.ThrowIfNull(gate);
        return Copy(Wait, gate);
    }

    /// <summary>Kind and parameters, without content.</summary>
    /// <returns>A short line.</returns>
    public override string ToString() => Text is null ? Kind.ToString() : $"{Kind}({Text})";

    private SimulatedFault Copy(TimeSpan wait, FaultGate? gate) => new(Kind, Gateways)
    {
        Wait = wait,
        Gate = gate,
        Interval = Interval,
        Number = Number,
        Text = Text,
        ContentType = ContentType,
        At = At,
        Content = Content,
    };
}
