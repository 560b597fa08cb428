namespace PaymentStatusSdk.Mutation.Running;

/// <summary>The result of one mutant.</summary>
/// <param name="Mutant">The mutant.</param>
/// <param name="Group">The name of the group.</param>
/// <param name="DetectedBy">What detects it; null when it survives.</param>
/// <param name="IsEquivalent">Whether it is listed as equivalent.</param>
internal sealed record MutantResult(Mutant Mutant, string Group, string? DetectedBy, bool IsEquivalent)
{
    public bool Survives => DetectedBy is null && !IsEquivalent;
}
