using System.Globalization;

namespace PaymentStatusSdk.Mutation.Running;

/// <summary>The lines that a worker reads, one for each mutant, and writes: one when it is ready, and one for each result.</summary>
internal static class WorkerLines
{
    /// <summary>The line that a worker reads: a member, its mutant, and 1 if the mutant is listed as equivalent, otherwise 0.</summary>
    public static string Of(Mutant mutant, bool isEquivalent) => string.Create(
        CultureInfo.InvariantCulture, $"{mutant.MemberId} {mutant.Id} {(isEquivalent ? 1 : 0)}");

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
