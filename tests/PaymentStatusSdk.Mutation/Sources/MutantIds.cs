namespace PaymentStatusSdk.Mutation.Sources;

/// <summary>Numbers mutants and members of all packages. The same sources always have the same numbers.</summary>
/// <param name="mutants">The number of the last mutant.</param>
/// <param name="members">The number of the next member.</param>
internal sealed class MutantIds(int mutants, int members)
{
    /// <summary>The number of the last mutant.</summary>
    public int Mutants { get; private set; } = mutants;

    /// <summary>The number of the next member.</summary>
    public int Members { get; private set; } = members;

    public int NextMutant() => ++Mutants;

    public int NextMember() => Members++;
}
