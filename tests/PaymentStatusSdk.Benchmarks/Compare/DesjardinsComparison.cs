using System.Diagnostics;
using System.Globalization;

namespace PaymentStatusSdk.Benchmarks.Compare;

/// <summary>
/// 200 queries at once through the SDK, or fewer in a short run, and the same ones one after the other. What counts is how few sessions
/// there are.
/// </summary>
internal sealed class DesjardinsComparison(MerchantHost host, HandwrittenDesjardins byHand, int queries)
{
    public const string OneByOne = "one-by-one";
    public const string Sdk = "sdk";

    private const string Gateway = "desjardins";
    private const int MostQueries = 200;
    private const int WarmUpQueries = 20;

    private readonly string[] _ids = [.. Enumerable.Range(0, Math.Min(queries, MostQueries)).Select(ServeCommand.OrderId)];

    public async Task<DesjardinsMeasurement[]> RunAsync(int rounds)
    {
        string[] first = [.. _ids.Take(WarmUpQueries)];
        await QueryOneByOneAsync(first);
        await QueryWithSdkAsync(first);
        var measured = new List<DesjardinsMeasurement>();
        for (var round = 1; round <= rounds; round++)
        {
            measured.Add(await MeasureAsync(OneByOne));
            measured.Add(await MeasureAsync(Sdk));
        }

        return [MedianOf(measured, OneByOne), MedianOf(measured, Sdk)];
    }

    public async Task<DesjardinsMeasurement> MeasureAsync(string client)
    {
        using var sent = new SentRequests();
        var received = host.Received;
        var started = Stopwatch.GetTimestamp();
        await (client == Sdk ? QueryWithSdkAsync(_ids) : QueryOneByOneAsync(_ids));
        var elapsed = Stopwatch.GetElapsedTime(started);
        return new DesjardinsMeasurement(Gateway, client, elapsed.TotalMilliseconds, sent.Count + host.Received - received);
    }

    public void Print(DesjardinsMeasurement[] medians, int rounds)
    {
        var (hand, sdk) = (medians[0], medians[1]);
        Console.WriteLine();
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"Desjardins, median of {rounds} rounds of {_ids.Length} queries, {ServeCommand.StepDelay.TotalMilliseconds} ms at the gateway "
            + $"for each of three steps."));
        Console.WriteLine($"{Gateway,-14}{"wall ms",10}{"requests",10}{"times less wall",18}{"times fewer requests",22}");
        foreach (var one in medians)
        {
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{one.Client,-14}{one.WallMilliseconds,10:F0}{one.HttpRequests,10:F0}{hand.WallMilliseconds / one.WallMilliseconds,18:F1}"
                + $"{hand.HttpRequests / one.HttpRequests,22:F1}"));
        }
    }

    private static DesjardinsMeasurement MedianOf(IEnumerable<DesjardinsMeasurement> measured, string client)
    {
        var rounds = measured.Where(one => one.Client == client).ToArray();
        return rounds[0] with
        {
            WallMilliseconds = Measurement.Median(rounds.Select(round => round.WallMilliseconds)),
            HttpRequests = Measurement.Median(rounds.Select(round => round.HttpRequests)),
        };
    }

    private async Task QueryOneByOneAsync(string[] ids)
    {
        foreach (var id in ids)
        {
            if (!await byHand.IsPaidAsync(id, host.ByHand)) throw NotPaid(OneByOne, id);
        }
    }

    private async Task QueryWithSdkAsync(string[] ids)
    {
        var client = host.Desjardins;
        await Task.WhenAll(ids.Select(async id =>
        {
            var result = await client.GetStatusAsync(TransactionQuery.ByMerchantReference(id) with { Kind = TransactionKind.Purchase });
            if (result.Verdict != PaymentVerdict.Success) throw NotPaid(Sdk, id);
        }));
    }

    private static InvalidOperationException NotPaid(string client, string id) =>
        new($"{client} did not find {Gateway} transaction {id} paid.");
}
