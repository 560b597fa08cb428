namespace PaymentStatusSdk.Relational.Database;

/// <summary>
/// Whether a call may be repeated on a new connection after the connection was lost, when its transaction may have been committed.
/// </summary>
internal enum Repeat
{
    /// <summary>A second commit has no further effect.</summary>
    Idempotent,

    /// <summary>The second result would be wrong. The call is repeated only when the first attempt was certainly not committed.</summary>
    OnlyWhenRejected,
}
