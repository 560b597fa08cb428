namespace PaymentStatusSdk.Coverage;

/// <summary>The coverage of all packages, and whether it suffices.</summary>
/// <param name="Packages">The coverage of each package.</param>
/// <param name="Lines">The percentage of all lines that tests execute.</param>
/// <param name="RuleBranches">The percentage of all branches of rules that tests take.</param>
/// <param name="Errors">Branches of rules that no test takes, and what no report contains.</param>
/// <param name="Passes">Whether the coverage suffices.</param>
internal sealed record Verdict(
    IReadOnlyList<PackageCoverage> Packages, decimal Lines, decimal RuleBranches, IReadOnlyList<string> Errors, bool Passes);
