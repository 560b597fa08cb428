namespace PaymentStatusSdk.PlantedDefects;

/// <summary>A program that finds defects: it ends with exit code 1 when it has found a violation.</summary>
/// <param name="Name">The name in the table.</param>
/// <param name="Project">The name of the project below <c>tests</c>.</param>
/// <param name="Arguments">Its arguments.</param>
public sealed record Finder(string Name, string Project, IReadOnlyList<string> Arguments);
