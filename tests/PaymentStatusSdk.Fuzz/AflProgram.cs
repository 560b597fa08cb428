using PaymentStatusSdk.Fuzz.Engine;
using PaymentStatusSdk.Fuzz.Targets;
using SharpFuzz;

namespace PaymentStatusSdk.Fuzz;

/// <summary>Runs one target for afl-fuzz. A surprise is a crash.</summary>
internal static class AflProgram
{
    /// <summary>Runs until afl-fuzz ends the process.</summary>
    /// <remarks>
    /// The instrumented code of the product writes to memory that exists only inside of the call, so the target is created there.
    /// </remarks>
    public static void Run(string name)
    {
        FuzzTarget? target = null;
        Fuzzer.OutOfProcess.Run(stream =>
        {
            using var copy = new MemoryStream();
            stream.CopyTo(copy);
            target ??= AllTargets.Create(name);
            if (Trial.Run(target, copy.ToArray(), out _) is { } surprise)
                throw new SurpriseException(surprise.Oracle, $"{surprise.Oracle}: {surprise.Message}");
        });
    }
}
