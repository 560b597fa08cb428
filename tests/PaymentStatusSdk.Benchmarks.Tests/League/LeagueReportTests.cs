using PaymentStatusSdk.Benchmarks.League;

namespace PaymentStatusSdk.Benchmarks.Tests.League;

/// <summary>The report states the plan, and a kill that was not settled in time.</summary>
public sealed class LeagueReportTests
{
    // The limit is 60 seconds.
    private static readonly LeaguePlan Plan = LeaguePlan.Of(new Arguments([]));

    [Fact]
    public void Plan_is_printed_with_its_seed_and_all_disturbances()
    {
        var text = string.Join('\n', LeagueReport.Plan(Plan with { Seed = 42 }));

        Assert.Contains("seed 42", text, StringComparison.Ordinal);
        Assert.All((Plan with { Seed = 42 }).Disturbances(), one => Assert.Contains(one.ToString(), text, StringComparison.Ordinal));
    }

    [Fact]
    public void Disturbance_names_its_time_and_its_worker()
    {
        Assert.Equal("1.5 s worker 1", new Disturbance(TimeSpan.FromSeconds(1.5), 1).ToString());
        Assert.Equal("2.0 s restart", new Disturbance(TimeSpan.FromSeconds(2), null).ToString());
    }

    [Fact]
    public void Kill_after_its_limit_counts_as_not_settled()
    {
        Assert.Equal(60, Kill(60).SettleSeconds);
        Assert.Null(Kill(60.1).SettleSeconds);
    }

    [Theory]
    [InlineData("15.20-15.20 (15.20), 1 not", 15.2, 61.0)]
    [InlineData("3.00-15.20 (9.10)", 15.2, 3.0)]
    [InlineData("not within 60 s", 61.0, null)]
    public void Row_has_the_range_and_the_median_of_the_times_and_the_number_of_late_kills(string expected, double? first, double? second)
    {
        var row = LeagueReport.Row(Result(Kill(first), Kill(second)), Plan);

        Assert.Contains($" {expected} ", row, StringComparison.Ordinal);
    }

    [Fact]
    public void Row_without_interrupted_checks_has_no_time()
    {
        var row = LeagueReport.Row(Result(new LeagueKill(1, 0, Checks: 0, SettleSeconds: null)), Plan);

        Assert.Contains(" - ", row, StringComparison.Ordinal);
    }

    [Fact]
    public void Row_has_a_value_for_each_column()
    {
        var columns = LeagueReport.Header.Length;

        Assert.Equal(columns, LeagueReport.Row(Result(), Plan).Length);
    }

    [Fact]
    public void Each_kill_has_a_line()
    {
        var result = Result(Kill(15.2), Kill(null), new LeagueKill(3, 0, Checks: 0, SettleSeconds: null));

        Assert.Equal(
            [
                "killed worker 1 at 2.5 s: 8 checks interrupted, settled after 15.20 s",
                "killed worker 1 at 2.5 s: 8 checks interrupted, not within 60 s",
                "killed worker 0 at 3.0 s: 0 checks interrupted, nothing to settle",
            ],
            LeagueReport.Kills(result, Plan).Select(line => line.Trim()));
    }

    private static LeagueKill Kill(double? seconds) =>
        LeagueKill.Of(TimeSpan.FromSeconds(2.5), worker: 1, new Interruption(8, seconds), Plan.SettleLimit);

    private static LeagueResult Result(params LeagueKill[] kills) => new(
        "sdk", EnrollSeconds: 1, Checks: 10, WorkerCpuSeconds: 1, ServerCpuSeconds: 1, LogBytes: 100, new EffectSummary(0, 0, 0.5), kills,
        Seconds: 5);
}
