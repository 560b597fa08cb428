namespace PaymentStatusSdk.Mutation.Running;

/// <summary>The lines that a worker writes: one when it is ready, and for each mutant those of long tests and one with the result.</summary>
internal static class WorkerLines
{
    /// <summary>The tests are known.</summary>
    public const string Ready = "ready";

    /// <summary>A long test starts; followed by its index.</summary>
    public const string Running = "running ";

    /// <summary>The duration from which a test is long.</summary>
    public const double LongMilliseconds = 100;

    /// <summary>A test fails; followed by its name.</summary>
    public const string Detected = "detected ";

    /// <summary>All tests pass.</summary>
    public const string Survives = "survives";

    /// <summary>No test uses the member.</summary>
    public const string NotReached = "not reached";

    /// <summary>A test still fails without the mutant, so the process must be replaced.</summary>
    public const string Damaged = "damaged";
}
