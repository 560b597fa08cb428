namespace PaymentStatusSdk.Testing;

/// <summary>One simulator as the control API sees it.</summary>
internal abstract class ControlledGateway(GatewaySimulator simulator)
{
    public string Name => simulator.Name;

    public GatewaySimulator Simulator => simulator;

    public static ControlledGateway For(GatewaySimulator simulator) => simulator switch
    {
        ConvergeGateSimulator cards => new ControlledCards(cards),
        PproSimulator ppro => new ControlledPpro(ppro),
        _ => throw new ArgumentException($"The control API does not know the simulator '{simulator.Name}'.", nameof(simulator)),
    };

    public abstract ControlReply Put(string id, ReadOnlySpan<byte> json);

    public abstract ControlReply Move(string id, StateBody body);

    public abstract ControlReply Show(string? id);

    public abstract bool Remove(string id);

    public abstract IEnumerable<string> Examples(Uri control);

    public ControlledGatewayInfo Describe() => new()
    {
        Name = Name,
        Endpoint = simulator.Endpoint,
        Credentials = Credentials(),
        Transactions = [.. Lines()],
        Faults = [.. FaultCatalog.Names(simulator.Gateway)],
        NotificationUrl = simulator.NotificationUrl,
    };

    protected abstract Dictionary<string, string> Credentials();

    protected abstract IEnumerable<string> Lines();
}
