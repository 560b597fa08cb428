using System.Diagnostics;
using System.Globalization;
using PaymentStatusSdk.Benchmarks.Compare;
using PaymentStatusSdk.TestDatabases;

namespace PaymentStatusSdk.Benchmarks.League;

/// <summary>
/// Runs one contestant: payments arrive, workers are killed and replaced, and the server restarts once, except in a trial.
/// </summary>
internal sealed class LeagueRun(IContestant contestant, LeaguePlan plan, LeagueServer server) : IDisposable
{
    // A time at which no worker is killed.
    private const double RestartAt = 0.56;

    // Starting workers and a server takes long on a busy machine. The wait ends as soon as all effects are there.
    private static readonly TimeSpan MinPatience = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    private readonly List<LeagueProcess> _workers = [];
    private readonly List<DateTimeOffset> _kills = [];
    private double _cpuOfKilled;
    private Uri _gateway = null!;
    private long _started;

    public static async Task<LeagueResult> RunAsync(IContestant contestant, LeaguePlan plan, PostgreSqlCluster cluster)
    {
        using var run = new LeagueRun(contestant, plan, await LeagueServer.CreateDatabaseAsync(cluster));
        return await run.RunAsync();
    }

    public void Dispose()
    {
        foreach (var worker in _workers) worker.Dispose();
    }

    private async Task<LeagueResult> RunAsync()
    {
        using var gateway = await LeagueProcess.StartAsync("league-gateway", plan.ToString());
        _gateway = new Uri(gateway.FirstLine);
        // One after the other: the first one creates the tables.
        for (var i = 0; i < LeaguePlan.Workers; i++) _workers.Add(await StartWorkerAsync());
        await server.StartAsync();
        var logBefore = await server.ReadLogBytesAsync();
        var startedAt = DateTimeOffset.Parse(await gateway.AskAsync("go"), CultureInfo.InvariantCulture);
        _started = Stopwatch.GetTimestamp();
        await EnrollAsync();
        foreach (var (time, disturbAsync) in Disturbances().OrderBy(one => one.Time))
        {
            await WaitUntilAsync(time);
            await disturbAsync();
        }

        await WaitForEffectsAsync();
        // A payment that is polled twice has its second effect with the next check.
        await WaitUntilAsync(Elapsed() + plan.Interval + LeaguePlan.PollInterval);
        var checks = long.Parse(await gateway.AskAsync("count"), CultureInfo.InvariantCulture);
        return Result(
            checks, _cpuOfKilled + _workers.Sum(worker => worker.CpuSeconds), server.CpuSeconds,
            await server.ReadLogBytesAsync() - logBefore, startedAt, await server.ReadEffectsAsync());
    }

    private async Task EnrollAsync()
    {
        for (var payment = 0; payment < plan.Payments; payment++)
        {
            await WaitUntilAsync(plan.ArrivalOf(payment));
            await _workers[payment % LeaguePlan.Workers].AskAsync(payment.ToString(CultureInfo.InvariantCulture));
        }
    }

    private IEnumerable<(TimeSpan Time, Func<Task> DisturbAsync)> Disturbances()
    {
        for (var kill = 0; kill < plan.Kills; kill++)
        {
            var index = kill % LeaguePlan.Workers;
            yield return (plan.KillAt(kill), () => KillAsync(index));
        }

        if (!plan.IsTrial) yield return (plan.Span * RestartAt, server.RestartAsync);
    }

    private async Task KillAsync(int index)
    {
        _cpuOfKilled += _workers[index].CpuSeconds;
        await _workers[index].KillAsync();
        _kills.Add(TimeProvider.System.GetUtcNow());
        _workers[index].Dispose();
        _workers[index] = await StartWorkerAsync();
    }

    private Task<LeagueProcess> StartWorkerAsync() => LeagueProcess.StartAsync(
        "league-worker", contestant.Name, server.ConnectionString, _gateway.OriginalString, plan.ToString());

    private async Task WaitForEffectsAsync()
    {
        var patience = (3 * plan.Recovery) + plan.Interval;
        var limit = Later(Elapsed(), plan.Span) + Later(patience, MinPatience);
        while (Elapsed() < limit && await server.CountPaymentsAsync() < plan.Payments) await Task.Delay(Pause, TimeProvider.System);
    }

    private static TimeSpan Later(TimeSpan first, TimeSpan second) => first > second ? first : second;

    private async Task WaitUntilAsync(TimeSpan time)
    {
        var left = time - Elapsed();
        if (left > TimeSpan.Zero) await Task.Delay(left, TimeProvider.System);
    }

    private TimeSpan Elapsed() => Stopwatch.GetElapsedTime(_started);

    private LeagueResult Result(
        long checks, double workerCpu, double serverCpu, double logBytes, DateTimeOffset startedAt,
        IReadOnlyList<(int Payment, DateTimeOffset At)> effects)
    {
        var first = effects.GroupBy(effect => effect.Payment).ToDictionary(group => group.Key, group => group.First().At);
        var delays = first.Select(effect => (effect.Value - startedAt - plan.FinalAt(effect.Key)).TotalSeconds);
        return new LeagueResult(
            contestant.Name, checks, workerCpu, serverCpu, logBytes, plan.Payments - first.Count, effects.Count - first.Count,
            first.Count == 0 ? 0 : Measurement.Median(delays), [.. _kills.Select(SettleSeconds)], Elapsed().TotalSeconds);

        double SettleSeconds(DateTimeOffset kill)
        {
            var settled = kill;
            for (var payment = 0; payment < plan.Payments; payment++)
            {
                if (startedAt + plan.FinalAt(payment) > kill) continue;
                // A payment that was lost has not settled.
                if (!first.TryGetValue(payment, out var at)) return double.PositiveInfinity;
                if (at > settled) settled = at;
            }

            return (settled - kill).TotalSeconds;
        }
    }
}
