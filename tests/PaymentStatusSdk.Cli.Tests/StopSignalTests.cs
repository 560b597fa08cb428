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

    [Fact]
    public void Signals_of_a_terminal_and_a_service_manager_are_handled_until_the_end()
    {
        var handlers = new Dictionary<PosixSignal, Action<PosixSignalContext>>();
        var stop = new StopSignal((signal, handle) =>
        {
            handlers.Add(signal, handle);
            return new Registration(() => handlers.Remove(signal));
        });
        var token = stop.Token;
        PosixSignal[] signals = [.. handlers.Keys];

        handlers[PosixSignal.SIGTERM](new PosixSignalContext(PosixSignal.SIGTERM));
        stop.Dispose();

        Assert.Equal([PosixSignal.SIGINT, PosixSignal.SIGTERM], signals.Select(signal => signal));
        Assert.True(token.IsCancellationRequested);
        Assert.Empty(handlers);
    }

    [Fact]
    public void Signal_after_the_end_of_the_command_is_ignored()
    {
        var stop = new StopSignal((_, _) => new Registration(() => { }));

        stop.Dispose();
        stop.Handle(new PosixSignalContext(PosixSignal.SIGINT));

        Assert.Throws<ObjectDisposedException>(() => stop.Token);
    }

    private sealed class Registration(Action dispose) : IDisposable
    {
        public void Dispose() => dispose();
    }
}
