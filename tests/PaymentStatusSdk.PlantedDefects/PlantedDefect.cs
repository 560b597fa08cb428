namespace PaymentStatusSdk.PlantedDefects;

/// <summary>A small, realistic defect in a copy of the sources of a package. The sources themselves have no switch for it.</summary>
/// <param name="Name">The name.</param>
/// <param name="File">The source file, below the folder of the package.</param>
/// <param name="Original">Text that occurs exactly once in the file.</param>
/// <param name="Replacement">The text that replaces it, in which PLANTED is true when this defect is switched on.</param>
public sealed record PlantedDefect(string Name, string File, string Original, string Replacement)
{
    /// <summary>The package that has the file.</summary>
    public string Package { get; init; } = PatchedSources.Tracking;
}
