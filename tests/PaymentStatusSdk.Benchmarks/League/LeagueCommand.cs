using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using PaymentStatusSdk.Benchmarks.Compare;
using PaymentStatusSdk.TestDatabases;

namespace PaymentStatusSdk.Benchmarks.League;

/// <summary>
/// The same payments, delays, killed workers and restart of the database for this SDK's tracking and for job libraries, one after the
/// other on one PostgreSQL server: <c>--payments N</c>, and optionally <c>--rate</c>, <c>--recovery</c>, <c>--kills</c>,
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
        var names = arguments.List("--contestants", [.. LeagueContestants.All.Select(one => one.Name)]);
        PrintPlan(plan);
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
        Print(result, contestant);
        return result;
    }

    // In a trial nothing happens by which a contestant may lose an effect.
    private static bool IsFailure(LeagueResult result, LeaguePlan plan) =>
        result.Name == "sdk" ? result.Lost > 0 || result.Repeated > 0 : plan.IsTrial && result.Lost > 0;

    private static void PrintPlan(LeaguePlan plan)
    {
        Console.WriteLine(Machine.Description);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{plan.Payments} payments, a check every {plan.Interval.TotalSeconds:F1} s, answers after 20 ms, {LeaguePlan.Workers} workers "
            + $"with {LeaguePlan.Concurrency} concurrent checks, {plan.Kills} workers killed, the server "
            + $"{(plan.IsTrial ? "not restarted" : "restarted once")}, silent workers given up after {plan.Recovery.TotalSeconds:F0} s."));
        if (plan.IsTrial) Console.WriteLine("All contestants run at the same time: the figures show only that they work.");
        Console.WriteLine(
            $"{"",-11}{"checks",8}{"checks/CPU s",14}{"with server",13}{"log B/check",13}{"lost",6}{"repeated",10}{"delay s",9}"
            + $"{"settle s",17}{"run s",7}");
    }

    private static void Print(LeagueResult result, IContestant contestant)
    {
        var settle = result.SettleSeconds.Length == 0 ? "-" : Spread.Of(result.SettleSeconds).ToString();
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{result.Name,-11}{result.Checks,8}{result.Checks / result.WorkerCpuSeconds,14:F0}"
            + $"{result.Checks / (result.WorkerCpuSeconds + result.ServerCpuSeconds),13:F0}{result.LogBytes / result.Checks,13:F0}"
            + $"{result.Lost,6}{result.Repeated,10}{result.DelaySeconds,9:F2}{settle,17}{result.Seconds,7:F0}"
            + $"   {string.Join(", ", contestant.Packages)}"));
    }
}
