using System.Globalization;
using System.Text.Json;

namespace PaymentStatusSdk.Benchmarks.Compare;

/// <summary>
/// The measured process: <c>compare-clients CARDS PPRO STRIPE QUERIES ROUNDS CALLERS GATEWAYS</c>. It prints a line of JSON for each
/// measurement.
/// </summary>
internal static class ClientsCommand
{
    private const int WarmUpRounds = 3;

    /// <summary>The number of parts of a round. All clients run in each part, so a slow moment of the machine affects all alike.</summary>
    private const int Slices = 20;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    public static async Task<int> RunAsync(string[] args)
    {
        var (queries, rounds) = (Number(args[3]), Number(args[4]));
        var (callers, gateways) = (args[5].Split(',').Select(Number).ToArray(), args[6].Split(','));
        await using var set = new CallerSet(CannedEndpoints.Parse(args[..3]));
        StatusCaller[] clients = [.. set.All.Where(one => gateways.Contains(one.Gateway, StringComparer.Ordinal))];
        // Until the compiler has optimized what runs often, its work would be counted as the clients'.
        for (var round = 1; round <= WarmUpRounds; round++)
        {
            foreach (var client in clients) await Meter.RunAsync(client, queries, callers[^1]);
        }

        for (var round = 1; round <= rounds; round++)
        {
            foreach (var concurrent in callers)
            {
                var slices = clients.ToDictionary(client => client, _ => new List<Measurement>());
                for (var slice = 0; slice < Slices; slice++)
                {
                    // Each slice starts with another client, so that none always runs after the same one.
                    for (var i = 0; i < clients.Length; i++)
                    {
                        var client = clients[(i + slice) % clients.Length];
                        slices[client].Add(await Meter.RunAsync(client, Math.Max(1, queries / Slices), concurrent, round));
                    }
                }

                foreach (var client in clients) Console.WriteLine(JsonSerializer.Serialize(Measurement.Mean(slices[client]), Json));
            }
        }

        return 0;
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
