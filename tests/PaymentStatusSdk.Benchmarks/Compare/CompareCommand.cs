using System.Text.Json;

namespace PaymentStatusSdk.Benchmarks.Compare;

/// <summary>
/// This SDK, bare HttpClient, hand-written clients and other libraries in turn, in one process, against canned answers of another process.
/// The ratios count: absolute figures are the machine's. Then Desjardins, where sessions count, and the callback endpoint.
/// </summary>
internal static class CompareCommand
{
    private const int EndpointWarmUpRounds = 3;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    // A waiting worker of the thread pool spins before it sleeps. With one query after the other, it mostly spins in vain.
    private static readonly (string Title, Dictionary<string, string> Environment)[] Pools =
    [
        ("thread pool as it is", []),
        ("thread pool without spinning", new() { ["DOTNET_ThreadPool_UnfairSemaphoreSpinLimit"] = "0" }),
    ];

    public static async Task<int> RunAsync(string[] args)
    {
        var arguments = new Arguments(args);
        var plan = ComparePlan.Of(arguments);
        await using var server = await LoopbackServer.StartAsync();
        if (arguments.Text("--only") is { } only) return await ProfileAsync(server, plan, only);
        Console.WriteLine(Machine.Description);
        Console.WriteLine($"{plan.Rounds} round(s) of {plan.Queries} queries; the server with canned answers is a second process.");
        Console.WriteLine(string.Join(", ", Peers.PeerPackages.All));
        var all = new List<object>();
        foreach (var (title, environment) in Pools)
        {
            var measured = await ClientsCommand.MeasureAsync(server.Canned, plan, environment);
            CompareReport.Print(title, measured);
            all.AddRange(measured.Select(one => new { Pool = title, Measurement = one }));
        }

        if (arguments.Text("--gateways") is null) all.AddRange(await CompareHostAsync(server, plan));
        if (arguments.Text("--json") is { } file) await File.WriteAllTextAsync(file, JsonSerializer.Serialize(all, Json));
        return 0;
    }

    /// <summary>Compares what needs a merchant's host: sessions of Desjardins, and the callback endpoint.</summary>
    private static async Task<object[]> CompareHostAsync(LoopbackServer server, ComparePlan plan)
    {
        using var http = new HttpClient();
        var byHand = new HandwrittenDesjardins(http, server.Desjardins);
        await using var host = await MerchantHost.StartAsync(server, byHand);
        var desjardins = new DesjardinsComparison(host, byHand, plan.Queries);
        var sessions = await desjardins.RunAsync(plan.Rounds);
        desjardins.Print(sessions, plan.Rounds);
        var endpoint = new EndpointComparison(server, host, plan.Queries, plan.Callers[^1]);
        var callbacks = await endpoint.RunAsync(EndpointWarmUpRounds, plan.Rounds);
        EndpointComparison.Print(callbacks);
        return [.. sessions, callbacks];
    }

    /// <summary>For a profiler: one client alone in this process, nothing compared.</summary>
    private static async Task<int> ProfileAsync(LoopbackServer server, ComparePlan plan, string only)
    {
        if (only is EndpointComparison.Case)
        {
            using var http = new HttpClient();
            await using var host = await MerchantHost.StartAsync(server, new HandwrittenDesjardins(http, server.Desjardins));
            var endpoint = new EndpointComparison(server, host, plan.Queries, plan.Callers[^1]);
            Console.WriteLine(await endpoint.RunAsync(warmUpRounds: 0, plan.Rounds));
            return 0;
        }

        await using var set = new CallerSet(server.Canned);
        var caller = set.All.Single(caller => $"{caller.Gateway}/{caller.Client}" == only);
        for (var round = 1; round <= plan.Rounds; round++)
        {
            foreach (var callers in plan.Callers) Console.WriteLine(await Meter.RunAsync(caller, plan.Queries, callers, round));
        }

        return 0;
    }
}
