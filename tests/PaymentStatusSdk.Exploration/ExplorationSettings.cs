using System.Globalization;
using PaymentStatusSdk.Exploration.Moves;

namespace PaymentStatusSdk.Exploration;

/// <summary>The command line: <c>--states N</c>, <c>--walks N</c>, <c>--seed N</c>, <c>--scenario NAME</c>, <c>--threads N</c>.</summary>
internal sealed record ExplorationSettings
{
    /// <summary>The bound of a scenario other than the last one.</summary>
    private const int MaxOfPart = 4_000_000;

    /// <summary>How many times as many states the last scenario has as each other one.</summary>
    private const int WeightOfLast = 6;

    /// <summary>The bound of distinct states of all scenarios together.</summary>
    public int States { get; init; } = 40_000_000;

    /// <summary>The number of random walks before the exploration, which go deeper than it does.</summary>
    public int Walks { get; init; } = 20_000;

    /// <summary>The seed of the walks. The exploration is exhaustive up to its bound and has none.</summary>
    public int Seed { get; init; }

    public int Threads { get; init; } = Math.Max(1, Environment.ProcessorCount);

    /// <summary>The part of the states that is explored first, before four times as many; 1 to explore all at once.</summary>
    public int Deepen { get; init; } = 1;

    public IReadOnlyList<Scenario> Scenarios { get; init; } = Exploration.Scenarios.All;

    public int StatesOf(Scenario scenario)
    {
        if (Scenarios.Count == 1) return States;
        var part = States / (Scenarios.Count - 1 + WeightOfLast);
        return scenario == Scenarios[^1] ? WeightOfLast * part : Math.Min(MaxOfPart, part);
    }

    public static ExplorationSettings Parse(string[] args)
    {
        var settings = new ExplorationSettings();
        if (args.Length % 2 != 0) throw new ArgumentException($"The option {args[^1]} has no value.");
        for (var index = 0; index + 1 < args.Length; index += 2)
        {
            var value = args[index + 1];
            settings = args[index] switch
            {
                "--states" => settings with { States = int.Parse(value, CultureInfo.InvariantCulture) },
                "--walks" => settings with { Walks = int.Parse(value, CultureInfo.InvariantCulture) },
                "--deepen" => settings with { Deepen = int.Parse(value, CultureInfo.InvariantCulture) },
                "--threads" => settings with { Threads = int.Parse(value, CultureInfo.InvariantCulture) },
                "--scenario" => settings with { Scenarios = [Named(value)] },
                "--seed" => settings with { Seed = int.Parse(value, CultureInfo.InvariantCulture) },
                _ => throw new ArgumentException($"There is no option {args[index]}."),
            };
        }

        return settings;
    }

    private static Scenario Named(string name) => Exploration.Scenarios.All.FirstOrDefault(scenario => scenario.Name == name)
        ?? throw new ArgumentException(
            $"There is no scenario {name}, but {string.Join(", ", Exploration.Scenarios.All.Select(scenario => scenario.Name))}.");
}
