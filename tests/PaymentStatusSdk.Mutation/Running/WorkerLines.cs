namespace PaymentStatusSdk.Mutation.Running;

/// <summary>The lines that a worker writes: one when it is ready, and one with the result of each mutant.</summary>
internal static class WorkerLines
{
    /// <summary>The tests are known.</summary>
    public const string Ready = "ready";

    /// <summary>A test fails; followed by its name.</summary>
    public const string Detected = "detected ";

    /// <summary>A test does not end, and waits for something.</summary>
    public const string TimeLimit = "time limit";

    /// <summary>A test does not end, and uses the processor, so the process must be replaced.</summary>
    public const string EndlessLoop = "endless loop";

    /// <summary>All tests pass.</summary>
    public const string Survives = "survives";

    /// <summary>No test uses the member.</summary>
    public const string NotReached = "not reached";

    /// <summary>A test still fails without the mutant, so the process must be replaced.</summary>
    public const string Damaged = "damaged";
}
