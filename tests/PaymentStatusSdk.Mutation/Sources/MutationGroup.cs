namespace PaymentStatusSdk.Mutation.Sources;

/// <summary>Files of a package that are mutated, and have a line in the report, together.</summary>
/// <param name="Name">The name in the report.</param>
/// <param name="Package">The package of the files.</param>
/// <param name="Files">The files, below the folder of the package.</param>
internal sealed record MutationGroup(string Name, string Package, IReadOnlyList<string> Files);
