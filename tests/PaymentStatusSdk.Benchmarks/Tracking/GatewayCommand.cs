using PaymentStatusSdk.Benchmarks.Compare;
using PaymentStatusSdk.Simulators.ConvergeGate;
using PaymentStatusSdk.Simulators.Faults;

namespace PaymentStatusSdk.Benchmarks.Tracking;

/// <summary>
/// The gateway's process: <c>slow-gateway COUNT</c>. Every transaction is pending for ever, every answer takes 20 milliseconds.
/// </summary>
internal static class GatewayCommand
{
    private static readonly TimeSpan Delay = TimeSpan.FromMilliseconds(20);

    public static async Task<int> RunAsync(int count)
    {
        await using var cards = await ConvergeGateSimulator.StartAsync(new ConvergeGateSimulatorOptions { RecordingLimit = 0 });
        cards.Faults = new FaultPlan().Always(SimulatedFault.Delay(Delay));
        for (var i = 0; i < count; i++)
        {
            cards.Put(new SimulatedConvergeGateTransaction
            {
                GateTransId = ServeCommand.GateTransId(i),
                MerchantTransId = ServeCommand.OrderId(i),
                State = "PENDING",
                Amount = "125.45",
            });
        }

        Console.WriteLine(cards.Endpoint);
        await Console.In.ReadLineAsync();
        return 0;
    }
}
