namespace PaymentStatusSdk.Sqlite;

/// <summary>
/// The location of the SQLite file and how it is used. Validated when the host starts; read once, at the first use. Not thread-safe.
/// </summary>
public sealed class SqliteStoreOptions
{
    /// <summary>The path of the file, or a connection string that contains only <c>Data Source</c>. Required.</summary>
    /// <value>
    /// The default is empty. The folder must exist on a local disk: SQLite's locks do not work on network drives. A relative path is
    /// resolved against the current directory of the process. In-memory, shared-cache, encrypted and read-only databases are rejected.
    /// </value>
    public string ConnectionString { get; set; } = "";

    /// <summary>
    /// Whether the package creates the file and its tables and migrates them. If false, run the script of
    /// <see cref="SqliteSchema.GetScript"/>.
    /// </summary>
    /// <value>The default is true.</value>
    public bool ManageSchema { get; set; } = true;

    /// <summary>Whether every commit is flushed to the disk before it is reported as complete.</summary>
    /// <value>
    /// The default is true. False is faster with many small commits, but a power failure or a crash of the operating system may then lose
    /// the latest commits, including newly tracked transactions. A crash of the process loses nothing in either mode.
    /// </value>
    public bool SyncEveryCommit { get; set; } = true;

    /// <summary>
    /// How long a call waits while another process writes. After that it fails with a transient <c>TrackingStoreException</c>.
    /// </summary>
    /// <value>The default is 30 seconds; allowed are 100 milliseconds to 10 minutes.</value>
    public TimeSpan BusyTimeout { get; set; } = TimeSpan.FromSeconds(30);
}
