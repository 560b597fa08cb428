using PaymentStatusSdk.Cli.Simulate.Control;

namespace PaymentStatusSdk.Cli.Tests;

/// <summary>The three simulators and their control API, which run during one test.</summary>
public abstract class ControlledSimulatorsTest : SimulatorsTest
{
    private protected SimulatorControl Control { get; private set; } = null!;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        Control = await SimulatorControl.StartAsync([Cards, Ppro, Desjardins], cancellationToken: Ct);
    }

    public override async ValueTask DisposeAsync()
    {
        await Control.DisposeAsync();
        await base.DisposeAsync();
    }
}
