namespace PaymentStatusSdk.Tracking.Stores;

/// <summary>For authors of stores: decides which change of a transaction is delivered next. Pure functions of their arguments.</summary>
/// <remarks>
/// The next change is the one that a worker delivers already, because two changes of a transaction are never delivered concurrently;
/// otherwise the pending one with the lowest sequence number. A parked change is not pending and delays no other.
/// </remarks>
public static class DeliveryOrderRules
{
    /// <summary>Returns the changes whose <see cref="PendingChange.IsNext"/> has to be written, with the new value.</summary>
    /// <param name="pending">All pending changes of any number of transactions.</param>
    public static IReadOnlyList<PendingChange> Decide(IEnumerable<PendingChange> pending)
    {
        ArgumentNullException.ThrowIfNull(pending);
        var corrections = new List<PendingChange>();
        foreach (var transaction in pending.GroupBy(change => change.TransactionId))
        {
            var next = transaction.OrderByDescending(change => change.IsLeased)
                .ThenBy(change => change.Sequence)
                .ThenBy(change => change.Id)
                .First();
            corrections.AddRange(
                transaction.Where(change => change.IsNext != (change == next)).Select(change => change with { IsNext = !change.IsNext }));
        }

        return corrections;
    }
}
