using System.Globalization;

namespace PaymentStatusSdk.Simulation.Runs;

/// <summary>The command line.</summary>
internal sealed record RunOptions
{
    private const string Usage = """
        Usage: PaymentStatusSdk.Simulation [--seed N] [--lives N] [--processes N] [--twice] [--world N] [--log FILE]
               PaymentStatusSdk.Simulation planted [--short | NAME...]

          --seed N       the seed; the same seed repeats the run, byte by byte (default 1)
          --lives N      the number of payment lives (default 10000)
          --processes N  the number of processes (default: the number of processors)
          --twice        runs everything twice and compares the logs
          --world N      runs only one world of the run, such as one with a violation
          --log FILE     writes the log of that world to a file
        """;

    /// <summary>The number of lives of one world.</summary>
    public const int LivesPerWorld = 1_000;

    public ulong Seed { get; private init; } = 1;

    public int Lives { get; private init; } = 10_000;

    public int Processes { get; private init; } = Environment.ProcessorCount;

    public bool IsTwice { get; private init; }

    public int? World { get; private init; }

    public string? Log { get; private init; }

    /// <summary>The share of a process: its number; null for the process that starts the others.</summary>
    public int? Worker { get; private init; }

    public int Worlds => (Lives + LivesPerWorld - 1) / LivesPerWorld;

    public int LivesOf(int world) => Math.Min(LivesPerWorld, Lives - (world * LivesPerWorld));

    /// <summary>Parses the arguments; returns null when they are wrong.</summary>
    public static RunOptions? Parse(string[] args)
    {
        var options = new RunOptions();
        for (var i = 0; i < args.Length; i++)
        {
            var value = i + 1 < args.Length ? args[i + 1] : "";
            var read = args[i] switch
            {
                "--seed" when ulong.TryParse(value, CultureInfo.InvariantCulture, out var seed) => options with { Seed = seed },
                "--lives" when Number(value) is { } lives => options with { Lives = lives },
                "--processes" when Number(value) is { } processes => options with { Processes = processes },
                "--world" when int.TryParse(value, CultureInfo.InvariantCulture, out var world) => options with { World = world },
                "--worker" when int.TryParse(value, CultureInfo.InvariantCulture, out var worker) => options with { Worker = worker },
                "--log" when value.Length > 0 => options with { Log = value },
                "--twice" => options with { IsTwice = true },
                _ => null,
            };
            if (read is null)
            {
                Console.Error.WriteLine(Usage);
                return null;
            }

            options = read;
            if (args[i] != "--twice") i++;
        }

        return options;
    }

    private static int? Number(string value) =>
        int.TryParse(value, CultureInfo.InvariantCulture, out var number) && number > 0 ? number : null;
}
