namespace PaymentStatusSdk.Tracking.Stores;

/// <summary>The outcome of a <see cref="CheckCommit"/>.</summary>
public enum CommitOutcome
{
    /// <summary>Not known.</summary>
    Unknown = 0,

    /// <summary>The commit was written.</summary>
    Written = 1,

    /// <summary>The row has been changed by another writer or deleted; nothing was written.</summary>
    Lost = 2,

    /// <summary>Another row is the same transaction. This row is a duplicate now, and its changes were dropped.</summary>
    Duplicate = 3,
}
