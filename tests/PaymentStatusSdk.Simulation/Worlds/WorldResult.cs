using PaymentStatusSdk.Simulation.Checking;

namespace PaymentStatusSdk.Simulation.Worlds;

/// <summary>The result of one world.</summary>
/// <param name="Number">The number of the world.</param>
/// <param name="Lives">The number of payment lives.</param>
/// <param name="Digest">The digest of the log.</param>
/// <param name="Time">The virtual time that passed.</param>
/// <param name="Violation">The violation; null when there is none.</param>
internal sealed record WorldResult(int Number, int Lives, string Digest, TimeSpan Time, Violation? Violation)
{
    public WorldFigures Figures { get; init; } = new();
}

/// <summary>Counts of the events of one or several worlds.</summary>
internal sealed record WorldFigures
{
    public long Events { get; init; }

    public long Lines { get; init; }

    public long Checks { get; init; }

    public long Changes { get; init; }

    public long Ends { get; init; }

    public static WorldFigures operator +(WorldFigures a, WorldFigures b) => new()
    {
        Events = a.Events + b.Events,
        Lines = a.Lines + b.Lines,
        Checks = a.Checks + b.Checks,
        Changes = a.Changes + b.Changes,
        Ends = a.Ends + b.Ends,
    };
}
