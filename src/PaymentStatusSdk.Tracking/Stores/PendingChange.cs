namespace PaymentStatusSdk.Tracking.Stores;

/// <summary>For authors of stores: a change that is not delivered yet.</summary>
/// <param name="Id">The change.</param>
/// <param name="TransactionId">The number of its transaction.</param>
/// <param name="Sequence">The sequence number of the change.</param>
/// <param name="IsLeased">Whether a worker delivers the change, or has lost its lease while it did.</param>
/// <param name="IsNext">Whether the change is the one of its transaction that may be claimed.</param>
public sealed record PendingChange(Guid Id, long TransactionId, long Sequence, bool IsLeased, bool IsNext);
