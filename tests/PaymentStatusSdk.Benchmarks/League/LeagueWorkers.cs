using System.Globalization;

namespace PaymentStatusSdk.Benchmarks.League;

/// <summary>The worker processes of a contestant. A killed worker is replaced.</summary>
internal sealed class LeagueWorkers(IContestant contestant, LeaguePlan plan, string connectionString, LeagueProcess gateway) : IDisposable
{
    // With the number by which the gateway knows the worker.
    private readonly List<(LeagueProcess Process, int Number)> _workers = [];
    private int _started;
    private double _cpuBefore;
    private double _cpuOfKilled;

    /// <summary>The processor time, in seconds, since <see cref="StartCounting"/>, without the starts of workers.</summary>
    public double CpuSeconds => CpuOfAll() - _cpuBefore;

    public async Task StartAsync()
    {
        // One after the other: the first one creates the tables.
        for (var i = 0; i < LeaguePlan.Workers; i++) _workers.Add(await StartOneAsync());
    }

    public void StartCounting() => _cpuBefore = CpuOfAll();

    /// <summary>Enrolls a payment; the workers take turns.</summary>
    public Task EnrollAsync(int payment) =>
        _workers[payment % LeaguePlan.Workers].Process.AskAsync(payment.ToString(CultureInfo.InvariantCulture));

    /// <summary>Kills a worker while it waits for answers of the gateway, and starts another one.</summary>
    public async Task KillAsync(int index)
    {
        var (process, number) = _workers[index];
        await gateway.AskAsync(string.Create(CultureInfo.InvariantCulture, $"hold {number}"));
        _cpuOfKilled += process.CpuSeconds;
        await process.KillAsync();
        await gateway.AskAsync(string.Create(CultureInfo.InvariantCulture, $"killed {number}"));
        _workers[index] = await StartOneAsync();
        process.Dispose();
    }

    public void Dispose()
    {
        foreach (var (process, _) in _workers) process.Dispose();
    }

    private double CpuOfAll() => _cpuOfKilled + _workers.Sum(worker => worker.Process.CpuSeconds);

    private async Task<(LeagueProcess Process, int Number)> StartOneAsync()
    {
        var address = await gateway.AskAsync("worker");
        var process = await LeagueProcess.StartAsync("league-worker", contestant.Name, connectionString, address, plan.ToString());
        return (process, _started++);
    }
}
