using System.Runtime.InteropServices;
using PaymentStatusSdk.Cli.Tests.Queries;
using PaymentStatusSdk.Simulators.Faults;

namespace PaymentStatusSdk.Cli.Tests;

public class StopSignalTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Signal_cancels_the_command()
    {
        await using var merchant = await SimulatedMerchant.StartAsync(Ct);
        var hold = new FaultHold();
        merchant.Cards.Faults.Always(SimulatedFault.Hold(hold));
        using var get = CliProcess.Start(merchant.Folder.Path, "get", "cards", "ORDER-1");
        await hold.WaitForArrivalsAsync(1, Ct);

        Assert.Equal((int)ExitCode.Canceled, await get.StopAsync(Ct));
    }

    [Fact]
    public void Second_signal_ends_the_process()
    {
        using var stop = new StopSignal();
        var (first, second) = (new PosixSignalContext(PosixSignal.SIGINT), new PosixSignalContext(PosixSignal.SIGTERM));

        stop.Handle(first);
        var isStopping = stop.Token.IsCancellationRequested;
        stop.Handle(second);

        Assert.Equal((true, true, false), (first.Cancel, isStopping, second.Cancel));
    }
}
