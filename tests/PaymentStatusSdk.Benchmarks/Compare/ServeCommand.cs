using System.Globalization;
using PaymentStatusSdk.Testing;

namespace PaymentStatusSdk.Benchmarks.Compare;

/// <summary>The second process: both simulated gateways, until standard input closes. Its CPU time is not measured.</summary>
internal static class ServeCommand
{
    public const int Transactions = 1_000;

    public static string GateTransId(int index) => new Guid(index, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1).ToString();

    public static string TxId(int index) => (100_000_000 + index).ToString(CultureInfo.InvariantCulture);

    public static string OrderId(int index) => $"ORDER-{index:D6}";

    public static async Task<int> RunAsync()
    {
        await using var cards = await ConvergeGateSimulator.StartAsync(new ConvergeGateSimulatorOptions { RecordingLimit = 0 });
        await using var ppro = await PproSimulator.StartAsync(new PproSimulatorOptions { RecordingLimit = 0 });
        for (var i = 0; i < Transactions; i++)
        {
            cards.Put(new SimulatedCardTransaction
            {
                GateTransId = GateTransId(i),
                MerchantTransId = OrderId(i),
                State = "CAPTURED",
                Amount = "125.45",
                MerchantSpecific1 = "basket 17",
            });
            ppro.Put(new SimulatedPproTransaction
            {
                TxId = TxId(i),
                MerchantTxId = OrderId(i),
                Status = "SUCCEEDED",
                FundsStatus = "RECEIVED",
            });
        }

        Console.WriteLine($"{cards.Endpoint} {ppro.Endpoint}");
        await Console.In.ReadToEndAsync();
        return 0;
    }
}
