using PaymentStatusSdk.Tracking.Stores;

namespace PaymentStatusSdk.Tracking.Tests.Stores;

/// <summary>Rows of a store, and commits of their checks.</summary>
internal static class CommitInputs
{
    public static readonly DateTimeOffset Now = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    public static StoredRow Row(long id, string? gatewayKey = null) =>
        new(id, "cards", TrackingStatus.Active, Now, Now, true, 7, 0, 0, new TransactionKeys(gatewayKey, null, true));

    public static CheckCommit Commit(long id, string? gatewayKey = null, int changes = 0, TrackingStatus status = TrackingStatus.Active)
    {
        var row = new TrackedTransaction
        {
            Id = id,
            ClientName = "cards",
            Query = TransactionQuery.ByMerchantReference("order"),
            Status = status,
            NextCheckAt = Now.AddHours(1),
            DeadlineAt = Now.AddDays(1),
            Sequence = changes,
        };
        StatusChange[] reported = [.. Enumerable.Range(1, changes)
            .Select(number => new StatusChange { Id = Guid.NewGuid(), Sequence = number, Transaction = row })];
        return new CheckCommit(row, new TransactionKeys(gatewayKey, null, true), 7, 0, reported);
    }
}
