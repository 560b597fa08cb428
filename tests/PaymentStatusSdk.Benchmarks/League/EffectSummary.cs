using PaymentStatusSdk.Benchmarks.Compare;

namespace PaymentStatusSdk.Benchmarks.League;

/// <summary>Counts of the effects of all payments.</summary>
/// <param name="Lost">The number of payments without an effect.</param>
/// <param name="Repeated">The number of effects beyond the first of each payment.</param>
/// <param name="DelaySeconds">The median time from the final state at the gateway to the first effect; 0 without effects.</param>
internal sealed record EffectSummary(int Lost, int Repeated, double DelaySeconds)
{
    /// <summary>Returns the counts for effects in their order, of payments that began to become final at the given time.</summary>
    public static EffectSummary Of(IReadOnlyList<(int Payment, DateTimeOffset At)> effects, LeaguePlan plan, DateTimeOffset startedAt)
    {
        var first = effects.GroupBy(effect => effect.Payment).ToDictionary(group => group.Key, group => group.First().At);
        var delays = first.Select(effect => (effect.Value - startedAt - plan.FinalAt(effect.Key)).TotalSeconds);
        return new EffectSummary(
            plan.Payments - first.Count, effects.Count - first.Count, first.Count == 0 ? 0 : Measurement.Median(delays));
    }
}
