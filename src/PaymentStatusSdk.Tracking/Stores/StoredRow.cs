namespace PaymentStatusSdk.Tracking.Stores;

/// <summary>
/// For authors of stores: the columns of a row, without its document, from which the rules decide. Read them under a lock.
/// </summary>
/// <param name="Id">The row's number.</param>
/// <param name="ClientName">The client.</param>
/// <param name="Status">The row's status.</param>
/// <param name="DueAt">When the row is due, or when its lease ends; null when it is not checked.</param>
/// <param name="DeadlineAt">The row's deadline.</param>
/// <param name="IsLeased">Whether a check of the row is running.</param>
/// <param name="Fence">The fencing number of the last claim or change.</param>
/// <param name="Wakes">The row's count of wakes.</param>
/// <param name="Sequence">The sequence number of the row's last change.</param>
/// <param name="Keys">The row's keys.</param>
public sealed record StoredRow(
    long Id,
    string ClientName,
    TrackingStatus Status,
    DateTimeOffset? DueAt,
    DateTimeOffset DeadlineAt,
    bool IsLeased,
    long Fence,
    long Wakes,
    long Sequence,
    TransactionKeys Keys);
