using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using PaymentStatusSdk.TestDatabases;

namespace PaymentStatusSdk.Benchmarks.League;

/// <summary>
/// Runs one contestant: payments are enrolled. Then they become final while workers are killed and replaced and the server restarts once,
/// except in a trial. What is measured begins when all payments are enrolled.
/// </summary>
internal sealed class LeagueRun(IContestant contestant, LeaguePlan plan, LeagueServer server)
{
    // Each look at the effects costs the server a little time. The wait ends as soon as all effects are there.
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly List<(TimeSpan At, int Worker)> _kills = [];
    private long _started;

    public static async Task<LeagueResult> RunAsync(IContestant contestant, LeaguePlan plan, PostgreSqlCluster cluster)
    {
        var server = await LeagueServer.CreateDatabaseAsync(cluster);
        var result = await new LeagueRun(contestant, plan, server).RunAsync();
        await server.DropAsync();
        return result;
    }

    private async Task<LeagueResult> RunAsync()
    {
        using var gateway = await LeagueProcess.StartAsync("league-gateway", plan.ToString());
        using var workers = new LeagueWorkers(contestant, plan, server.ConnectionString, gateway);
        await workers.StartAsync();
        var enrollSeconds = await EnrollAsync(workers);
        await server.StartAsync();
        workers.StartCounting();
        var (logBefore, checksBefore) = (await server.ReadLogBytesAsync(), await CountAsync(gateway));
        var startedAt = DateTimeOffset.Parse(await gateway.AskAsync("go"), CultureInfo.InvariantCulture);
        _started = Stopwatch.GetTimestamp();
        foreach (var disturbance in plan.Disturbances()) await DisturbAsync(disturbance, workers);
        await WaitForEffectsAsync(gateway);
        // A payment that is polled twice has its second effect with the next check.
        await WaitUntilAsync(Elapsed() + plan.Interval + LeaguePlan.PollInterval);
        var (checks, interruptions) = (await CountAsync(gateway) - checksBefore, await ReadInterruptionsAsync(gateway));
        return new LeagueResult(
            contestant.Name, enrollSeconds, checks, workers.CpuSeconds, server.CpuSeconds, await server.ReadLogBytesAsync() - logBefore,
            EffectSummary.Of(await server.ReadEffectsAsync(), plan, startedAt),
            [.. _kills.Zip(interruptions, (kill, interruption) => LeagueKill.Of(kill.At, kill.Worker, interruption, plan.SettleLimit))],
            Elapsed().TotalSeconds);
    }

    private async Task<double> EnrollAsync(LeagueWorkers workers)
    {
        _started = Stopwatch.GetTimestamp();
        for (var payment = 0; payment < plan.Payments; payment++)
        {
            await WaitUntilAsync(plan.ArrivalOf(payment));
            await workers.EnrollAsync(payment);
        }

        await WaitUntilAsync(plan.Interval);
        return Elapsed().TotalSeconds;
    }

    private async Task DisturbAsync(Disturbance disturbance, LeagueWorkers workers)
    {
        await WaitUntilAsync(disturbance.At);
        if (disturbance.Worker is { } worker)
        {
            _kills.Add((Elapsed(), worker));
            await workers.KillAsync(worker);
        }
        else
        {
            await server.RestartAsync();
        }
    }

    private async Task WaitForEffectsAsync(LeagueProcess gateway)
    {
        var limit = (Elapsed() > plan.Life ? Elapsed() : plan.Life) + plan.SettleLimit;
        while (Elapsed() < limit && !await IsSettledAsync()) await Task.Delay(Pause, TimeProvider.System);

        async Task<bool> IsSettledAsync() => await server.CountPaymentsAsync() == plan.Payments
            && !Array.Exists(await ReadInterruptionsAsync(gateway), interruption => interruption.IsOpen());
    }

    private static async Task<long> CountAsync(LeagueProcess gateway) =>
        long.Parse(await gateway.AskAsync("count"), CultureInfo.InvariantCulture);

    private static async Task<Interruption[]> ReadInterruptionsAsync(LeagueProcess gateway) =>
        JsonSerializer.Deserialize<Interruption[]>(await gateway.AskAsync("interrupted"))!;

    private async Task WaitUntilAsync(TimeSpan time)
    {
        var left = time - Elapsed();
        if (left > TimeSpan.Zero) await Task.Delay(left, TimeProvider.System);
    }

    private TimeSpan Elapsed() => Stopwatch.GetElapsedTime(_started);
}
