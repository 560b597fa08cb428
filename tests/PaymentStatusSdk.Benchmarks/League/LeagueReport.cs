using System.Globalization;
using PaymentStatusSdk.Benchmarks.Compare;

namespace PaymentStatusSdk.Benchmarks.League;

/// <summary>The text of the plan and of the figures.</summary>
internal static class LeagueReport
{
    public static string Header { get; } =
        $"{"",-11}{"enroll s",9}{"checks",8}{"checks/CPU s",14}{"with server",13}{"log B/check",13}{"lost",6}{"repeated",10}{"delay s",9}"
        + $"{"settle s",29}{"run s",7}";

    /// <summary>Returns lines that state the load and all disturbances.</summary>
    public static IEnumerable<string> Plan(LeaguePlan plan)
    {
        yield return string.Create(
            CultureInfo.InvariantCulture,
            $"{plan.Payments} payments, a check every {plan.Interval.TotalSeconds:F1} s, answers after 20 ms, {LeaguePlan.Workers} workers "
            + $"with {LeaguePlan.Concurrency} concurrent checks, silent workers given up after {plan.Recovery.TotalSeconds:F0} s.");
        yield return string.Create(
            CultureInfo.InvariantCulture, $"About {plan.DueChecks:F0} checks are due after the end of the enrollment.");
        yield return plan.IsTrial
            ? "All contestants run at the same time: the figures show only that they work."
            : string.Create(
                CultureInfo.InvariantCulture,
                $"Disturbances after the end of the enrollment, from seed {plan.Seed}; a killed worker waits for "
                + $"{LeaguePlan.InterruptedChecks} answers: {string.Join(", ", plan.Disturbances().Select(one => one.ToString()))}.");
    }

    /// <summary>Returns a line of the table.</summary>
    public static string Row(LeagueResult result, LeaguePlan plan) => string.Create(
        CultureInfo.InvariantCulture,
        $"{result.Name,-11}{result.EnrollSeconds,9:F0}{result.Checks,8}{result.Checks / result.WorkerCpuSeconds,14:F0}"
        + $"{result.Checks / (result.WorkerCpuSeconds + result.ServerCpuSeconds),13:F0}{result.LogBytes / result.Checks,13:F0}"
        + $"{result.Effects.Lost,6}{result.Effects.Repeated,10}{result.Effects.DelaySeconds,9:F2}{Settle(result, plan),29}"
        + $"{result.Seconds,7:F0}");

    /// <summary>Returns a line for each kill.</summary>
    public static IEnumerable<string> Kills(LeagueResult result, LeaguePlan plan) => result.Kills.Select(kill => string.Create(
        CultureInfo.InvariantCulture,
        $"           killed worker {kill.Worker} at {kill.At:F1} s: {kill.Checks} checks interrupted, {Settle(kill, plan)}"));

    private static string Settle(LeagueResult result, LeaguePlan plan)
    {
        var settled = result.Kills.Where(kill => kill.SettleSeconds.HasValue).Select(kill => kill.SettleSeconds!.Value).ToArray();
        var late = result.Kills.Count(kill => kill.Checks > 0 && kill.SettleSeconds is null);
        if (settled.Length == 0) return late == 0 ? "-" : Late(plan);
        return late == 0 ? Spread.Of(settled).ToString() : $"{Spread.Of(settled)}, {late} not";
    }

    private static string Settle(LeagueKill kill, LeaguePlan plan)
    {
        if (kill.Checks == 0) return "nothing to settle";
        return kill.SettleSeconds is { } seconds
            ? string.Create(CultureInfo.InvariantCulture, $"settled after {seconds:F2} s")
            : Late(plan);
    }

    private static string Late(LeaguePlan plan) =>
        string.Create(CultureInfo.InvariantCulture, $"not within {plan.SettleLimit.TotalSeconds:F0} s");
}
