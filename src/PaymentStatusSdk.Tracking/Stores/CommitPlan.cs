using System.Collections.ObjectModel;

namespace PaymentStatusSdk.Tracking.Stores;

/// <summary>For authors of stores: what the commit of a batch of checks writes.</summary>
/// <param name="Outcomes">The outcome of each commit, in the same order.</param>
/// <param name="Updates">The rows of the batch to write, and the rows outside of it that take over something from a duplicate.</param>
/// <param name="Wakes">The rows outside the batch to wake, because a duplicate of them was found.</param>
/// <param name="Changes">The changes to add.</param>
/// <param name="IsDue">Whether a row is due at the time of the commit, so that workers should be notified.</param>
public sealed record CommitPlan(
    IReadOnlyList<CommitOutcome> Outcomes,
    IReadOnlyList<RowUpdate> Updates,
    IReadOnlyList<WakeDecision> Wakes,
    IReadOnlyList<StatusChange> Changes,
    bool IsDue)
{
    /// <summary>
    /// The rows of <see cref="Updates"/> whose gateway key another row of the batch receives. Set their keys to null before the updates, so
    /// that the keys are unique after every statement.
    /// </summary>
    public IReadOnlyList<long> Released { get; init; } = [];

    /// <summary>
    /// The number of the row that continues for each row that becomes a duplicate. If there are any, pass the plan to
    /// <see cref="CommitRules.Merge"/> before it is written.
    /// </summary>
    public IReadOnlyDictionary<long, long> Survivors { get; init; } = ReadOnlyDictionary<long, long>.Empty;
}
