namespace PaymentStatusSdk.Sqlite;

/// <summary>Where the SQLite file lies and how it is used. Read once, when it is first needed; checked when the host starts.</summary>
public sealed class SqliteStoreOptions
{
    /// <summary>The file's path, or a connection string with <c>Data Source</c> and nothing else. Required.</summary>
    /// <value>
    /// The folder must exist and lie on a disk of this machine: SQLite's locks do not work over a network. A relative path starts at the current
    /// folder of the process. In-memory, shared-cache, encrypted and read-only databases are refused.
    /// </value>
    public string ConnectionString { get; set; } = "";

    /// <summary>May the package create the file and its tables, and bring them up to date? If not, run <see cref="SqliteSchema.GetScript"/>.</summary>
    /// <value>Default true.</value>
    public bool ManageSchema { get; set; } = true;

    /// <summary>Is every commit on the disk before it counts?</summary>
    /// <value>
    /// Default true. False is faster where many small commits are made, and a power cut or a crash of the operating system may then take back
    /// what was committed last: a transaction that was handed over may be forgotten. The end of a process loses nothing either way.
    /// </value>
    public bool SyncEveryCommit { get; set; } = true;

    /// <summary>How long to wait while another process writes. After that the call fails with a transient <c>TrackingStoreException</c>.</summary>
    /// <value>Default 30 seconds; 100 milliseconds to 10 minutes.</value>
    public TimeSpan BusyTimeout { get; set; } = TimeSpan.FromSeconds(30);
}
