namespace PaymentStatusSdk.Tracking.Stores;

/// <summary>The outcome of a <see cref="CheckCommit"/>.</summary>
public enum CommitOutcome
{
    /// <summary>Not known.</summary>
    Unknown = 0,

    /// <summary>It is written.</summary>
    Written = 1,

    /// <summary>The row is somebody else's by now, or gone; nothing was written.</summary>
    Lost = 2,

    /// <summary>Another row is the same transaction; this one is a duplicate now, and its changes were dropped.</summary>
    Duplicate = 3,
}
