using System.Globalization;
using System.Runtime;
using System.Text.Json;

namespace PaymentStatusSdk.Benchmarks.Compare;

/// <summary>
/// The measured process: <c>compare-clients CARDS PPRO STRIPE QUERIES ROUNDS CALLERS GATEWAYS</c>. It prints a line of JSON for each
/// measurement.
/// </summary>
internal static class ClientsCommand
{
    /// <summary>The end of a warm-up that does not settle.</summary>
    private const int MostWarmUpRounds = 60;

    /// <summary>
    /// The rounds without a compiled method after which the code counts as settled: the compiler works in batches, 100 ms after the last
    /// new method.
    /// </summary>
    private const int SettledRounds = 2;

    /// <summary>The number of parts of a round. All clients run in each part, so a slow moment of the machine affects all alike.</summary>
    private const int Slices = 20;

    /// <summary>The orders are random, but the same in each run.</summary>
    private const int OrderSeed = 1;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    public static async Task<int> RunAsync(string[] args)
    {
        var (queries, rounds) = (Number(args[3]), Number(args[4]));
        var (callers, gateways) = (args[5].Split(',').Select(Number).ToArray(), args[6].Split(','));
        await using var set = new CallerSet(CannedEndpoints.Parse(args[..3]));
        StatusCaller[] clients = [.. set.All.Where(one => gateways.Contains(one.Gateway, StringComparer.Ordinal))];
        foreach (var client in clients) await WarmUpAsync(client, queries, callers[^1]);
        var (random, order) = (new Random(OrderSeed), clients.ToArray());
        for (var round = 1; round <= rounds; round++)
        {
            foreach (var concurrent in callers)
            {
                var slices = clients.ToDictionary(client => client, _ => new List<Measurement>());
                for (var slice = 0; slice < Slices; slice++)
                {
                    // In another order each time, so that none always runs after the same one.
                    random.Shuffle(order);
                    foreach (var client in order)
                        slices[client].Add(await Meter.RunAsync(client, Math.Max(1, queries / Slices), concurrent, round));
                }

                foreach (var client in clients) Console.WriteLine(JsonSerializer.Serialize(Measurement.Mean(slices[client]), Json));
            }
        }

        return 0;
    }

    /// <summary>
    /// Runs the client until the compiler has optimized what runs often. Its work would be counted as the client's, and a client with more
    /// code would look slower than it is.
    /// </summary>
    private static async Task WarmUpAsync(StatusCaller client, int queries, int callers)
    {
        var settled = 0;
        for (var round = 1; round <= MostWarmUpRounds && settled < SettledRounds; round++)
        {
            var compiled = JitInfo.GetCompiledMethodCount();
            await Meter.RunAsync(client, queries, callers);
            settled = JitInfo.GetCompiledMethodCount() == compiled ? settled + 1 : 0;
        }

        if (settled < SettledRounds) Console.Error.WriteLine($"{client.Gateway}/{client.Client} did not settle.");
    }

    /// <summary>Starts the process and returns its measurements.</summary>
    public static async Task<Measurement[]> MeasureAsync(
        CannedEndpoints canned, ComparePlan plan, IReadOnlyDictionary<string, string> environment)
    {
        using var process = OwnProcess.Start(
            environment,
            [
                "compare-clients", .. canned.ToTexts(), Text(plan.Queries), Text(plan.Rounds), string.Join(',', plan.Callers.Select(Text)),
                string.Join(',', plan.Gateways),
            ]);
        var measured = new List<Measurement>();
        while (await process.StandardOutput.ReadLineAsync() is { } line)
            measured.Add(JsonSerializer.Deserialize<Measurement>(line, Json)!);
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? [.. measured]
            : throw new InvalidOperationException($"The measured process ended with {process.ExitCode}: see its message.");
    }

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
