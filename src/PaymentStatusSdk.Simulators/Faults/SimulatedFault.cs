using PaymentStatusSdk.Simulators.Hosting;

namespace PaymentStatusSdk.Simulators.Faults;

/// <summary>A fault that a simulator injects into one answer. Immutable. The static members create the faults.</summary>
/// <remarks>
/// Faults of one gateway are in <see cref="SimulatedConvergeGateFault"/>, <see cref="SimulatedPproFault"/> and
/// <see cref="SimulatedDipsFault"/>. A fault that a gateway cannot have (a wrong amount in PPRO's answers, which have no amount) is
/// rejected with an <see cref="ArgumentException"/> when it is added to that simulator's <see cref="FaultPlan"/>. Every delay runs on the
/// simulator's <see cref="TimeProvider"/>.
/// </remarks>
public sealed partial class SimulatedFault
{
    internal SimulatedFault(SimulatedFaultKind kind, SimulatedGateway gateways = SimulatedGateway.ConvergeGateAndPpro) =>
        (Kind, Gateways) = (kind, gateways | DipsFaultSteps.Of(kind));

    /// <summary>The kind of the fault.</summary>
    public SimulatedFaultKind Kind { get; }

    internal SimulatedGateway Gateways { get; }

    internal TimeSpan Wait { get; private init; }

    internal FaultHold? WaitsFor { get; private init; }

    internal TimeSpan Interval { get; private init; }

    internal long Number { get; init; }

    internal string? Text { get; init; }

    internal string? ContentType { get; private init; }

    internal DateTimeOffset? At { get; private init; }

    internal ReadOnlyMemory<byte> Content { get; private init; }

    /// <summary>Creates a fault from its kind and parameters, such as those of a configuration or a command line.</summary>
    /// <param name="kind">The kind. It must not be Unknown.</param>
    /// <param name="text">The text of a body, a field, a state, a code or a character set; null means the default of the kind.</param>
    /// <param name="number">The status code, the number of bytes or the depth; null means the default of the kind.</param>
    /// <param name="time">The delay or the interval between two bytes, at most 30 days, or the Retry-After; null means the default of
    /// the kind.</param>
    /// <param name="contentType">The content type of a body; null means that of the gateway.</param>
    /// <returns>The fault. Parameters that the kind does not have are ignored.</returns>
    /// <exception cref="ArgumentException"><paramref name="kind"/> is not the kind of a fault, or a parameter is not allowed.</exception>
    /// <exception cref="OverflowException"><paramref name="number"/> is too large for the kind.</exception>
    public static SimulatedFault Create(
        SimulatedFaultKind kind, string? text = null, long? number = null, TimeSpan? time = null, string? contentType = null) =>
        FaultCatalog.Create(kind, text, number, time, contentType);

    /// <summary>Returns the same fault, after a delay.</summary>
    /// <param name="delay">Zero to 30 days, on the simulator's clock.</param>
    /// <returns>A new fault.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="delay"/> is out of range.</exception>
    public SimulatedFault After(TimeSpan delay)
    {
        WaitRange.Check(delay, allowsZero: true);
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
