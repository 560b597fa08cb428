namespace PaymentStatusSdk.PlantedDefects;

/// <summary>A program that finds defects: it prints the violation and ends with exit code 1 when it has found one.</summary>
/// <param name="Name">The name in the table.</param>
/// <param name="Project">The name of the project below <c>tests</c>.</param>
/// <param name="Arguments">Its arguments.</param>
/// <param name="Control">Its arguments for a run without a defect, which must find nothing.</param>
public sealed record Finder(string Name, string Project, IReadOnlyList<string> Arguments, IReadOnlyList<string> Control)
{
    /// <summary>The names of the only defects that it searches for; null for all.</summary>
    public IReadOnlyList<string>? Only { get; init; }

    /// <summary>Whether it searches for this defect.</summary>
    public bool SearchesFor(PlantedDefect defect) => Only is null || Only.Contains(defect.Name);
}
