namespace PaymentStatusSdk.Tracking.Stores;

/// <summary>For authors of stores: decides what the result of a delivery writes. Pure functions of their arguments.</summary>
/// <remarks>
/// Only the last claim of a change may write: a worker that has lost its lease never overwrites the result of another one.
/// </remarks>
public static class DeliveryCommitRules
{
    /// <summary>Returns the result to write, with all completed handlers; null when the claim is lost, and nothing is written.</summary>
    /// <param name="commit">The result of the delivery.</param>
    /// <param name="change">The change in the store; null when it is not pending, or deleted.</param>
    /// <param name="fence">The fencing number of the change in the store.</param>
    /// <param name="completedHandlers">The completed handlers of the change in the store.</param>
    public static DeliveryCommit? Decide(
        DeliveryCommit commit, PendingChange? change, long fence, IReadOnlyCollection<string> completedHandlers)
    {
        ArgumentNullException.ThrowIfNull(commit);
        ArgumentNullException.ThrowIfNull(completedHandlers);
        return change is { IsLeased: true } && change.Id == commit.Id && fence == commit.Fence
            ? commit with { CompletedHandlers = [.. completedHandlers.Union(commit.CompletedHandlers)] }
            : null;
    }

    /// <summary>Returns the changes that are still pending after results were written, for <see cref="DeliveryOrderRules"/>.</summary>
    /// <param name="pending">All pending changes of the transactions before.</param>
    /// <param name="written">The results that <see cref="Decide"/> has returned.</param>
    public static IReadOnlyList<PendingChange> StillPending(
        IEnumerable<PendingChange> pending, IReadOnlyCollection<DeliveryCommit> written)
    {
        ArgumentNullException.ThrowIfNull(pending);
        ArgumentNullException.ThrowIfNull(written);
        var ended = written.Where(commit => !commit.KeepsClaim).ToDictionary(commit => commit.Id);
        var left = new List<PendingChange>();
        foreach (var change in pending)
        {
            if (!ended.TryGetValue(change.Id, out var result)) left.Add(change);
            else if (result.Status == DeliveryStatus.Pending) left.Add(change with { IsLeased = false, IsNext = false });
        }

        return left;
    }
}
