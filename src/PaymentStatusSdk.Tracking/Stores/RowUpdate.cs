namespace PaymentStatusSdk.Tracking.Stores;

/// <summary>For authors of stores: the new content of a row, which is no longer leased.</summary>
/// <param name="Transaction">The new content.</param>
/// <param name="Keys">The row's keys. Do not store the gateway key of a duplicate as its key: another row has it.</param>
/// <param name="Fence">The fencing number.</param>
/// <param name="Wakes">The count of wakes.</param>
public sealed record RowUpdate(TrackedTransaction Transaction, TransactionKeys Keys, long Fence, long Wakes);
