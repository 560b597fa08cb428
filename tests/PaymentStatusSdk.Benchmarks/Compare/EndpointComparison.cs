using System.Globalization;

namespace PaymentStatusSdk.Benchmarks.Compare;

/// <summary>
/// The callback endpoint against an empty one of the same Kestrel that reads the body. The same genuine notifications are posted to both,
/// from the second process. No two are alike: each is verified, remembered and handed to a handler, which does nothing.
/// </summary>
internal sealed class EndpointComparison(LoopbackServer server, MerchantHost host, int messages, int concurrency)
{
    public const string Case = "callback-endpoint";

    // They are short, and the machine's own noise is large.
    private const int TurnsPerRound = 3;

    private int _next;

    public async Task<EndpointMeasurement> RunAsync(int warmUpRounds, int rounds)
    {
        for (var round = 1; round <= warmUpRounds; round++) await TurnAsync();
        var turns = new List<(double Empty, double Callback)>();
        for (var turn = 1; turn <= rounds * TurnsPerRound; turn++) turns.Add(await TurnAsync());
        return new EndpointMeasurement(
            Case,
            Measurement.Median(turns.Select(turn => turn.Callback / turn.Empty)),
            Measurement.Median(turns.Select(turn => turn.Callback)),
            Measurement.Median(turns.Select(turn => turn.Empty)));
    }

    public static void Print(EndpointMeasurement one)
    {
        Console.WriteLine();
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{Case}: {one.RequestsPerSecond:F0} notifications/s, an empty endpoint {one.EmptyRequestsPerSecond:F0}; ratio "
            + $"{one.Ratio:F2}"));
    }

    private async Task<(double Empty, double Callback)> TurnAsync()
    {
        var order = new LoadOrder(host.Empty, _next, messages, concurrency, string.Empty);
        _next += messages;
        var empty = await server.LoadAsync(order);
        var callback = await server.LoadAsync(order with { Address = host.PproCallback, Answer = "RECEIVED OK" });
        return (empty, callback);
    }
}
