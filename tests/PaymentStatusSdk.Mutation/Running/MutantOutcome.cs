namespace PaymentStatusSdk.Mutation.Running;

/// <summary>The result of the tests of a mutant.</summary>
internal enum MutantOutcome
{
    /// <summary>A test failed.</summary>
    Detected,

    /// <summary>A test did not end.</summary>
    TimeLimit,

    /// <summary>The process of the tests ended.</summary>
    ProcessEnded,

    /// <summary>All tests passed.</summary>
    Survives,

    /// <summary>No test uses the member.</summary>
    NotReached,
}
