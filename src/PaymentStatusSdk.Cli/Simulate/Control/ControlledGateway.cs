using PaymentStatusSdk.Simulators;
using PaymentStatusSdk.Simulators.ConvergeGate;
using PaymentStatusSdk.Simulators.Desjardins;
using PaymentStatusSdk.Simulators.Faults;
using PaymentStatusSdk.Simulators.Ppro;

namespace PaymentStatusSdk.Cli.Simulate.Control;

/// <summary>The operations of the control API on one simulator.</summary>
internal abstract class ControlledGateway(GatewaySimulator simulator)
{
    public string Name => simulator.Name;

    public GatewaySimulator Simulator => simulator;

    public static ControlledGateway For(GatewaySimulator simulator) => simulator switch
    {
        ConvergeGateSimulator cards => new ControlledConvergeGate(cards),
        PproSimulator ppro => new ControlledPpro(ppro),
        DesjardinsSimulator desjardins => new ControlledDesjardins(desjardins),
        _ => throw new ArgumentException($"The control API does not know the simulator '{simulator.Name}'.", nameof(simulator)),
    };

    public IEnumerable<string> FaultNames => simulator.SupportedFaults.Select(kind => kind.ToString());

    public abstract ControlReply Put(string id, ReadOnlySpan<byte> json);

    public abstract ControlReply Move(string id, StateBody body);

    public abstract ControlReply Show(string? id);

    public abstract bool Remove(string id);

    /// <summary>Returns the plan of one step of an exchange, on gateways whose exchanges have several steps.</summary>
    public virtual FaultPlan PlanOf(string? step) =>
        step is null ? simulator.Faults : throw new ArgumentException($"An exchange with {Name} has no steps: omit step.");

    public virtual IEnumerable<FaultPlan> Plans => [simulator.Faults];

    public abstract IEnumerable<string> Examples(Uri control);

    public ControlledGatewayInfo Describe() => new()
    {
        Name = Name,
        Endpoint = simulator.Endpoint,
        Credentials = Credentials(),
        Transactions = [.. Lines()],
        Faults = [.. FaultNames],
        NotificationUrl = simulator.NotificationUrl,
    };

    protected abstract Dictionary<string, string> Credentials();

    protected abstract IEnumerable<string> Lines();
}
