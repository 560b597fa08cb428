using System.Globalization;
using PaymentStatusSdk.Simulators.Desjardins;

namespace PaymentStatusSdk.Benchmarks.Compare;

/// <summary>
/// The second process: servers with canned answers, the simulated Desjardins, and posts to the merchant's host when a line of standard
/// input says so, until that closes. Its CPU time is not measured.
/// </summary>
internal static class ServeCommand
{
    public const int Transactions = 1_000;

    /// <summary>The duration of each step of Desjardins.</summary>
    public static readonly TimeSpan StepDelay = TimeSpan.FromMilliseconds(20);

    public static string GateTransId(int index) => new Guid(index, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1).ToString();

    public static string TxId(int index) => (100_000_000 + index).ToString(CultureInfo.InvariantCulture);

    public static string OrderId(int index) => $"ORDER-{index:D6}";

    public static async Task<int> RunAsync()
    {
        using var cards = CannedServer.Start(CannedAnswers.ConvergeGate);
        using var ppro = CannedServer.Start(CannedAnswers.Ppro);
        using var stripe = CannedServer.Start(CannedAnswers.PaymentIntent);
        await using var desjardins = await StartDesjardinsAsync();
        for (var i = 0; i < Transactions; i++)
            desjardins.Put(SimulatedDipsTransaction.Of(OrderId(i), DipsOutcome.Approved, amount: 12545));
        Console.WriteLine($"{cards.Address} {ppro.Address} {stripe.Address} {desjardins.Endpoint}");
        while (await Console.In.ReadLineAsync() is { } order) Console.WriteLine(await LoadOrder.Parse(order).RunAsync());
        return 0;
    }

    private static Task<DesjardinsSimulator> StartDesjardinsAsync() => DesjardinsSimulator.StartAsync(new DesjardinsSimulatorOptions
    {
        RecordingLimit = 0,
        LoginDelay = StepDelay,
        StatusDelay = StepDelay,
        CallbackDelay = StepDelay,
    });
}
