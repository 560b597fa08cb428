namespace PaymentStatusSdk.PlantedDefects;

/// <summary>The programs that search for planted defects.</summary>
public static class Finders
{
    private static readonly string[] Lives = ["--seed", "1", "--lives"];

    private static readonly string[] Deepen = ["--deepen", "64"];

    /// <summary>The simulation of whole lives.</summary>
    public static Finder Simulation { get; } = new("simulation", "PaymentStatusSdk.Simulation", [.. Lives, "8000"], [.. Lives, "2000"]);

    /// <summary>The exploration of the rules.</summary>
    public static Finder Exploration { get; } = new(
        "exploration", "PaymentStatusSdk.Exploration", Deepen, ["--states", "500000", "--walks", "1000"]);

    /// <summary>
    /// The short form: a few defects, each for the program that finds it soon. The exploration has one that the simulation does not find.
    /// </summary>
    /// <remarks>.ci/run runs both programs without a defect at length, so that their controls are short here.</remarks>
    public static IReadOnlyList<Finder> ShortForm { get; } =
    [
        Simulation with
        {
            Control = [.. Lives, "200"],
            Only = ["belief lowered silently", "declined payment reads unknown"],
        },
        Exploration with
        {
            Control = ["--states", "20000", "--walks", "50"],
            Only = ["deadline by the wrong time"],
        },
    ];
}
