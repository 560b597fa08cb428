using PaymentStatusSdk.Benchmarks.League;

namespace PaymentStatusSdk.Benchmarks.Tests.League;

/// <summary>Effects are counted in the same way for all contestants.</summary>
public sealed class EffectSummaryTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);
    private static readonly LeaguePlan Plan = LeaguePlan.Of(new Arguments(["--payments", "5"]));

    [Fact]
    public void Payments_without_an_effect_are_lost_and_further_effects_are_repeated()
    {
        var summary = EffectSummary.Of([Effect(0, 1), Effect(1, 2), Effect(0, 3), Effect(0, 4)], Plan, Start);

        Assert.Equal((3, 2), (summary.Lost, summary.Repeated));
    }

    [Fact]
    public void Delay_is_the_median_from_the_final_state_to_the_first_effect()
    {
        var summary = EffectSummary.Of([Effect(0, 1), Effect(1, 7), Effect(2, 9), Effect(1, 50)], Plan, Start);

        Assert.Equal(7, summary.DelaySeconds, 0.001);
    }

    [Fact]
    public void Run_without_effects_has_lost_all() => Assert.Equal(new EffectSummary(5, 0, 0), EffectSummary.Of([], Plan, Start));

    private static (int Payment, DateTimeOffset At) Effect(int payment, int delaySeconds) =>
        (payment, Start + Plan.FinalAt(payment) + TimeSpan.FromSeconds(delaySeconds));
}
