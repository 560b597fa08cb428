namespace PaymentStatusSdk.CrashPoints;

/// <summary>What breaks at one statement of an operation.</summary>
public enum CrashMode
{
    /// <summary>The connection, before the statement reaches the database. The process continues.</summary>
    ConnectionBefore,

    /// <summary>The connection, after the database has executed the statement and before its result arrives. The process continues.</summary>
    ConnectionAfter,

    /// <summary>The process, before the statement reaches the database.</summary>
    ProcessBefore,

    /// <summary>The process, after the database has executed the statement.</summary>
    ProcessAfter,
}
