using PaymentStatusSdk.Benchmarks.League.Contestants;

namespace PaymentStatusSdk.Benchmarks.League;

/// <summary>All contestants.</summary>
internal static class LeagueContestants
{
    public static IReadOnlyList<IContestant> All { get; } =
        [new SdkContestant(), new HangfireContestant(), new QuartzContestant(), new WolverineContestant()];

    /// <summary>
    /// Returns the names in an order from the seed, because each contestant finds the machine as the previous one left it.
    /// </summary>
    public static string[] NamesInOrder(int seed)
    {
        string[] names = [.. All.Select(one => one.Name)];
        new Random(seed).Shuffle(names);
        return names;
    }

    public static IContestant Of(string name) => All.Single(contestant => contestant.Name == name);
}
