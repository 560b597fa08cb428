using System.Globalization;
using System.Text.Json;
using PaymentStatusSdk.ConvergeGate;
using PaymentStatusSdk.Ppro;

namespace PaymentStatusSdk.Benchmarks.Compare;

/// <summary>
/// Bare HttpClient, a hand-written client and this SDK in turn, in one process, against one server in a second process. What counts are the
/// ratios: absolute figures are the machine's. Then Desjardins, where sessions count, and the callback endpoint.
/// </summary>
internal static class CompareCommand
{
    private const int WarmUpRounds = 3;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public static async Task<int> RunAsync(string[] args)
    {
        var queries = Option(args, "--queries", 20_000);
        var rounds = Option(args, "--rounds", 3);
        var concurrency = Option(args, "--concurrency", 4);
        var file = Text(args, "--json");
        await using var server = await LoopbackServer.StartAsync();
        using var http = new HttpClient();
        var byHand = new HandwrittenDesjardins(http, server.Desjardins);
        await using var host = await MerchantHost.StartAsync(server, byHand);
        var desjardins = new DesjardinsComparison(host, byHand);
        var endpoint = new EndpointComparison(server, host, queries, concurrency);
        await using var sdk = new SdkClients(options => Set(options, server), options => Set(options, server));
        var callers = Callers(http, server, sdk);
        if (Text(args, "--only") is { } only)
        {
            // For a profiler: one client alone, nothing compared.
            Console.WriteLine((object)(only switch
            {
                EndpointComparison.Case => await endpoint.RunAsync(warmUpRounds: 0, rounds),
                "desjardins/" + DesjardinsComparison.OneByOne => await desjardins.MeasureAsync(DesjardinsComparison.OneByOne),
                "desjardins/" + DesjardinsComparison.Sdk => await desjardins.MeasureAsync(DesjardinsComparison.Sdk),
                _ => await Meter.RunAsync(callers.Single(caller => $"{caller.Gateway}/{caller.Client}" == only), queries, concurrency),
            }));
            return 0;
        }

        var medians = await CompareAsync(callers, queries, rounds, concurrency);
        Print(medians, queries, rounds, concurrency);
        var sessions = await desjardins.RunAsync(rounds);
        DesjardinsComparison.Print(sessions, rounds);
        var callbacks = await endpoint.RunAsync(WarmUpRounds, rounds);
        EndpointComparison.Print(callbacks);
        object[] all = [.. medians, .. sessions, callbacks];
        if (file is not null) await File.WriteAllTextAsync(file, JsonSerializer.Serialize(all, Json));
        return 0;
    }

    private static StatusCaller[] Callers(HttpClient http, LoopbackServer server, SdkClients sdk) =>
    [
        BareClients.ConvergeGate(http, server.ConvergeGate, Set(new ConvergeGateOptions(), server)),
        HandwrittenConvergeGate.Create(http, server.ConvergeGate, Set(new ConvergeGateOptions(), server)),
        sdk.ConvergeGate(),
        BareClients.Ppro(http, server.Ppro, Set(new PproOptions(), server)),
        HandwrittenPpro.Create(http, server.Ppro, Set(new PproOptions(), server)),
        sdk.Ppro(),
    ];

    private static async Task<Measurement[]> CompareAsync(StatusCaller[] callers, int queries, int rounds, int concurrency)
    {
        // Until the compiler has optimized what runs often, its work would be counted as the clients'.
        for (var round = 1; round <= WarmUpRounds; round++)
        {
            foreach (var caller in callers) await Meter.RunAsync(caller, queries, concurrency);
        }

        var measured = new List<Measurement>();
        for (var round = 1; round <= rounds; round++)
        {
            foreach (var caller in callers) measured.Add(await Meter.RunAsync(caller, queries, concurrency));
        }

        return [.. callers.Select(
            caller => Measurement.MedianOf([.. measured.Where(one => one.Gateway == caller.Gateway && one.Client == caller.Client)]))];
    }

    private static void Print(Measurement[] medians, int queries, int rounds, int concurrency)
    {
        Console.WriteLine($"Median of {rounds} rounds of {queries} queries, {concurrency} callers at once, server in a second process.");
        foreach (var gateway in medians.GroupBy(one => one.Gateway))
        {
            var bare = gateway.Single(one => one.Client == "bare");
            var hand = gateway.Single(one => one.Client == "handwritten");
            Console.WriteLine();
            Console.WriteLine(
                $"{gateway.Key,-14}{"CPU us",10}{"bytes",10}{"queries/s",12}{"CPU/bare",10}{"CPU/hand",10}{"bytes/bare",12}"
                + $"{"bytes/hand",12}");
            foreach (var one in gateway)
            {
                Console.WriteLine(string.Create(
                    CultureInfo.InvariantCulture,
                    $"{one.Client,-14}{one.CpuMicrosecondsPerQuery,10:F1}{one.AllocatedBytesPerQuery,10:F0}{one.QueriesPerSecond,12:F0}"
                    + $"{one.CpuMicrosecondsPerQuery / bare.CpuMicrosecondsPerQuery,10:F2}"
                    + $"{one.CpuMicrosecondsPerQuery / hand.CpuMicrosecondsPerQuery,10:F2}"
                    + $"{one.AllocatedBytesPerQuery / bare.AllocatedBytesPerQuery,12:F2}"
                    + $"{one.AllocatedBytesPerQuery / hand.AllocatedBytesPerQuery,12:F2}"));
            }
        }
    }

    private static ConvergeGateOptions Set(ConvergeGateOptions options, LoopbackServer server)
    {
        options.Endpoint = server.ConvergeGate;
        options.ApiUser = "simUser01";
        options.ApiPassword = "simPass-9f3a";
        options.ApiKey = "KEY-0000-1111-2222-333344445555";
        return options;
    }

    private static PproOptions Set(PproOptions options, LoopbackServer server)
    {
        options.Endpoint = server.Ppro;
        options.Login = "testclient";
        options.Password = "test123";
        options.ContractId = "TESTCONTRACT";
        return options;
    }

    private static int Option(string[] args, string name, int fallback) =>
        Text(args, name) is { } text ? int.Parse(text, CultureInfo.InvariantCulture) : fallback;

    private static string? Text(string[] args, string name)
    {
        var at = Array.IndexOf(args, name);
        return at >= 0 && at + 1 < args.Length ? args[at + 1] : null;
    }
}
