namespace PaymentStatusSdk.CrashPoints;

/// <summary>The part that breaks at one statement of an operation.</summary>
public enum CrashMode
{
    /// <summary>The connection, before the statement reaches the database. The process continues.</summary>
    ConnectionBefore,

    /// <summary>The connection, after the database has executed the statement. The result is lost, and the process continues.</summary>
    ConnectionAfter,

    /// <summary>The process, before the statement reaches the database.</summary>
    ProcessBefore,

    /// <summary>The process, after the database has executed the statement.</summary>
    ProcessAfter,
}
