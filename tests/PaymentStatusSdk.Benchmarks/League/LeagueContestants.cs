using PaymentStatusSdk.Benchmarks.League.Contestants;

namespace PaymentStatusSdk.Benchmarks.League;

/// <summary>All contestants.</summary>
internal static class LeagueContestants
{
    public static IReadOnlyList<IContestant> All { get; } =
        [new SdkContestant(), new HangfireContestant(), new QuartzContestant(), new WolverineContestant()];

    public static IContestant Of(string name) => All.Single(contestant => contestant.Name == name);
}
