using PaymentStatusSdk.Conformance.Stores;

namespace PaymentStatusSdk.CrashPoints;

/// <summary>One operation that takes effect completely or not at all.</summary>
/// <param name="RunAsync">Runs it in a process that may break. It completes without an exception only if the operation took effect.</param>
/// <param name="HasHappenedAsync">Returns in which of the two legal states the database is, and fails in any other state.</param>
/// <param name="RecoverAsync">Finishes the work like the next process, after the leases have expired.</param>
internal sealed record CrashCase(
    Func<IStoreProcess, CrashPlan, Task> RunAsync, Func<Task<bool>> HasHappenedAsync, Func<Task> RecoverAsync);
