namespace PaymentStatusSdk.Mutation.Running;

/// <summary>The result of one mutant.</summary>
/// <param name="Mutant">The mutant.</param>
/// <param name="Group">The name of the group.</param>
/// <param name="Outcome">The result of its tests.</param>
/// <param name="IsEquivalent">Whether it is listed as equivalent.</param>
/// <param name="Duration">The time that its tests took, with the start of a new process if one was necessary.</param>
internal sealed record MutantResult(Mutant Mutant, string Group, MutantOutcome Outcome, bool IsEquivalent, TimeSpan Duration)
{
    /// <summary>Whether it is listed as equivalent because only another platform than that of the tests reaches it.</summary>
    public bool IsOfOtherPlatform { get; init; }

    /// <summary>Whether the tests detect it.</summary>
    public bool IsDetected => Outcome is MutantOutcome.Detected or MutantOutcome.TimeLimit or MutantOutcome.ProcessEnded;

    /// <summary>Whether it is neither detected nor listed as equivalent.</summary>
    public bool Survives => !IsDetected && !IsEquivalent;
}
