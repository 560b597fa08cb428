using PaymentStatusSdk.Simulators.ConvergeGate;
using PaymentStatusSdk.Simulators.Desjardins;
using PaymentStatusSdk.Simulators.Ppro;

namespace PaymentStatusSdk.Cli.Tests;

/// <summary>The three simulators with their defaults, which run during one test.</summary>
public abstract class SimulatorsTest : IAsyncLifetime
{
    protected static CancellationToken Ct => TestContext.Current.CancellationToken;

    protected ConvergeGateSimulator Cards { get; private set; } = null!;

    protected PproSimulator Ppro { get; private set; } = null!;

    protected DesjardinsSimulator Desjardins { get; private set; } = null!;

    public virtual async ValueTask InitializeAsync()
    {
        Cards = await ConvergeGateSimulator.StartAsync(cancellationToken: Ct);
        Ppro = await PproSimulator.StartAsync(cancellationToken: Ct);
        Desjardins = await DesjardinsSimulator.StartAsync(cancellationToken: Ct);
    }

    public virtual async ValueTask DisposeAsync()
    {
        await Desjardins.DisposeAsync();
        await Ppro.DisposeAsync();
        await Cards.DisposeAsync();
    }
}
