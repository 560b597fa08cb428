using System.Text.Json;
using System.Text.Json.Serialization;
using PaymentStatusSdk.TestDatabases;

namespace PaymentStatusSdk.Benchmarks.League;

/// <summary>
/// The same payments, delays, killed workers and restart of the database for this SDK's tracking and for job libraries, one after the
/// other on one PostgreSQL server: <c>--payments N</c>, and optionally <c>--rate</c>, <c>--recovery</c>, <c>--kills</c>, <c>--seed</c>,
/// <c>--contestants</c> and <c>--json</c>. <c>--trial</c> only shows that the contestants work.
/// </summary>
internal static class LeagueCommand
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    };

    public static async Task<int> RunAsync(string[] args)
    {
        if (!PostgreSqlBinaries.AreAvailable(out var missing))
        {
            Console.WriteLine($"Without PostgreSQL: {missing}");
            return 1;
        }

        var arguments = new Arguments(args);
        var plan = LeaguePlan.Of(arguments);
        var names = arguments.List("--contestants", LeagueContestants.NamesInOrder(plan.Seed));
        Console.WriteLine(Machine.Description);
        foreach (var line in LeagueReport.Plan(plan)) Console.WriteLine(line);
        Console.WriteLine(LeagueReport.Header);
        // As durable as a real one.
        await using var cluster = await PostgreSqlCluster.StartNewAsync(
            new Dictionary<string, string> { ["fsync"] = "on", ["full_page_writes"] = "on" });
        var results = new List<LeagueResult>();
        // The enumeration starts the runs.
        var runs = names.Select(name => RunOneAsync(LeagueContestants.Of(name), plan, cluster));
        if (plan.IsTrial)
        {
            results.AddRange(await Task.WhenAll(runs));
        }
        else
        {
            foreach (var run in runs) results.Add(await run);
        }

        if (arguments.Text("--json") is { } file) await File.WriteAllTextAsync(file, JsonSerializer.Serialize(results, Json));
        return results.Exists(result => IsFailure(result, plan)) ? 1 : 0;
    }

    private static async Task<LeagueResult> RunOneAsync(IContestant contestant, LeaguePlan plan, PostgreSqlCluster cluster)
    {
        var result = await LeagueRun.RunAsync(contestant, plan, cluster);
        var packages = string.Join(", ", contestant.Packages);
        string[] lines = [$"{LeagueReport.Row(result, plan)}   {packages}", .. LeagueReport.Kills(result, plan)];
        Console.WriteLine(string.Join(Environment.NewLine, lines));
        return result;
    }

    // In a trial nothing happens by which a contestant may lose an effect.
    private static bool IsFailure(LeagueResult result, LeaguePlan plan) =>
        result.Name == "sdk" ? result.Effects.Lost > 0 || result.Effects.Repeated > 0 : plan.IsTrial && result.Effects.Lost > 0;
}
