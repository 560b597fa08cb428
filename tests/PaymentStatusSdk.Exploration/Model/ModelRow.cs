using PaymentStatusSdk.Tracking;
using PaymentStatusSdk.Tracking.Stores;

namespace PaymentStatusSdk.Exploration.Model;

/// <summary>A row of the model's store: the document, overridden by the columns, and the columns that no document has.</summary>
internal sealed record ModelRow(TrackedTransaction Row, TransactionKeys Keys, bool IsLeased, long Fence, long Wakes)
{
    public StoredRow Stored => new(
        Row.Id, Row.ClientName, Row.Status, Row.NextCheckAt, Row.DeadlineAt, IsLeased, Fence, Wakes, Row.Sequence, Keys);

    // The stores derive from the status when a row is due: at once if it is active and has no next check, and never if tracking has ended.
    // Here it is due when the rules say so, and violates an invariant if that does not fit the status.
    public static ModelRow Of(RowUpdate update) => new(
        update.Transaction,
        // The key of a duplicate is in a column of its own.
        update.Transaction.Status == TrackingStatus.Duplicate ? update.Keys with { GatewayKey = null } : update.Keys,
        false, update.Fence, update.Wakes);
}

/// <summary>A change in the model's store.</summary>
internal sealed record ModelChange(StatusChange Change, DeliveryStatus Status, bool IsNext, DateTimeOffset? DueAt)
{
    public bool IsLeased { get; init; }

    public long Fence { get; init; }

    public int Tries { get; init; }

    public bool IsHandled { get; init; }

    public DateTimeOffset? DeliveredAt { get; init; }

    public string? LastError { get; init; }

    public PendingChange Pending => new(Change.Id, Change.Transaction.Id, Change.Sequence, IsLeased, IsNext);
}
