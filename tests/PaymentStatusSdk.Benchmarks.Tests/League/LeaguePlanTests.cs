using PaymentStatusSdk.Benchmarks.League;

namespace PaymentStatusSdk.Benchmarks.Tests.League;

/// <summary>All contestants have the same load and the same disturbances, which do not depend on how fast they enroll.</summary>
public sealed class LeaguePlanTests
{
    private static readonly LeaguePlan Long = Plan("--payments", "10000");

    [Fact]
    public void Seed_determines_the_disturbances()
    {
        Assert.Equal(Long.Disturbances(), Plan("--payments", "10000", "--seed", "1").Disturbances());
        Assert.NotEqual(Long.Disturbances(), Plan("--payments", "10000", "--seed", "2").Disturbances());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Disturbances_are_apart_and_end_before_the_last_payments_are_final(int seed)
    {
        var plan = Long with { Seed = seed };
        var disturbances = plan.Disturbances();
        // Less than this is not enough to start a worker and to recover the work of its predecessor.
        var least = plan.Recovery * 2;

        Assert.Equal(plan.Kills, disturbances.Count(one => one.Worker is >= 0 and < LeaguePlan.Workers));
        Assert.Single(disturbances, one => one.Worker is null);
        Assert.All(disturbances.Zip(disturbances.Skip(1)), pair => Assert.True(pair.Second.At - pair.First.At >= least));
        Assert.True(disturbances[0].At > TimeSpan.Zero);
        Assert.True(disturbances[^1].At < plan.Life * 0.8);
    }

    [Fact]
    public void Seeds_choose_both_workers_and_different_times_for_the_restart()
    {
        var plans = Enumerable.Range(1, 20).Select(seed => (Long with { Seed = seed }).Disturbances()).ToArray();
        var workers = plans.SelectMany(plan => plan).Where(one => one.Worker.HasValue).Select(one => one.Worker!.Value);

        Assert.Equal([0, 1], workers.Distinct().Order());
        Assert.True(plans.Select(plan => Array.FindIndex(plan, one => one.Worker is null)).Distinct().Count() > 3);
    }

    [Fact]
    public void Trial_has_no_disturbances() => Assert.Empty(Plan("--trial").Disturbances());

    [Fact]
    public void Plan_is_the_same_in_another_process()
    {
        var plan = Plan("--payments", "7", "--rate", "3", "--recovery", "4", "--kills", "5", "--seed", "6", "--trial");

        Assert.Equal(plan, LeaguePlan.Parse(plan.ToString()));
        Assert.Equal(Long, LeaguePlan.Parse(Long.ToString()));
    }

    [Fact]
    public void Payments_arrive_in_the_first_interval_and_become_final_within_their_life()
    {
        var payments = Enumerable.Range(0, Long.Payments).ToArray();

        Assert.All(payments, payment => Assert.InRange(Long.ArrivalOf(payment), TimeSpan.Zero, Long.Interval));
        Assert.All(payments, payment => Assert.InRange(Long.FinalAt(payment), TimeSpan.Zero, Long.Life));
    }

    [Fact]
    public void Due_checks_are_those_of_all_intervals_and_one_more_for_each_payment()
    {
        var checks = Enumerable.Range(0, Long.Payments).Sum(payment => (Long.FinalAt(payment) / Long.Interval) + 1);

        Assert.Equal(checks, Long.DueChecks, checks / 100);
    }

    [Theory]
    [InlineData("1", 60)]
    [InlineData("30", 91)]
    public void Limit_for_settling_includes_the_recovery_and_an_interval(string recovery, int seconds) =>
        Assert.Equal(TimeSpan.FromSeconds(seconds), Plan("--payments", "60", "--recovery", recovery).SettleLimit);

    private static LeaguePlan Plan(params string[] args) => LeaguePlan.Of(new Arguments(args));
}
