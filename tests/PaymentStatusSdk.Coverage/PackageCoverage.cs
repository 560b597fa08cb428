namespace PaymentStatusSdk.Coverage;

/// <summary>The coverage of one package.</summary>
/// <param name="Name">The name of the package.</param>
/// <param name="Lines">The number of lines with code.</param>
/// <param name="CoveredLines">The number of those that a test executes.</param>
/// <param name="RuleBranches">The number of branches in files with rules.</param>
/// <param name="CoveredRuleBranches">The number of those that a test takes.</param>
internal sealed record PackageCoverage(string Name, int Lines, int CoveredLines, int RuleBranches, int CoveredRuleBranches);
