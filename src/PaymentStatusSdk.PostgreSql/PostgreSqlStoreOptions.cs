using Npgsql;

namespace PaymentStatusSdk.PostgreSql;

/// <summary>
/// The location of the store and how it is used. Read once, when the host starts. Not thread-safe. <c>ToString</c> shows no values.
/// </summary>
public sealed class PostgreSqlStoreOptions
{
    /// <summary>The Npgsql connection string. It may lead to PgBouncer in transaction mode.</summary>
    /// <value>The default is null. Required unless <see cref="DataSource"/> is set.</value>
    public string? ConnectionString { get; set; }

    /// <summary>
    /// Returns the application's own data source, used instead of a connection string, for example for rotating passwords. It is not
    /// disposed of.
    /// </summary>
    /// <value>The default is null. Multiplexing and error details must be off; with PgBouncer, set <c>No Reset On Close</c>.</value>
    public Func<IServiceProvider, NpgsqlDataSource>? DataSource { get; set; }

    /// <summary>The database schema that contains the tables.</summary>
    /// <value>
    /// The default is <c>payment_status</c>; allowed are 1 to 40 lowercase letters, digits and underscores, not starting with a digit or
    /// <c>pg_</c>.
    /// </value>
    public string Schema { get; set; } = "payment_status";

    /// <summary>
    /// Whether the instance listens for notifications of other instances. If false, it finds their changes later, by polling.
    /// </summary>
    /// <value>The default is true, which uses one additional connection for each instance.</value>
    public bool Listen { get; set; } = true;

    /// <summary>
    /// The connection string for listening, which must lead directly to the server. Set it when <see cref="ConnectionString"/> leads to
    /// PgBouncer.
    /// </summary>
    /// <value>The default is null: listening uses the same settings as all other statements.</value>
    public string? ListenConnectionString { get; set; }

    /// <summary>
    /// Whether the package creates and migrates the schema and tables. If false, it only verifies them: see
    /// <see cref="PostgreSqlSchema.GetScript"/>.
    /// </summary>
    /// <value>The default is true.</value>
    public bool ManageSchema { get; set; } = true;

    /// <summary>The maximum duration of a statement. After that the call fails with a transient <c>TrackingStoreException</c>.</summary>
    /// <value>The default is 30 seconds; allowed are 1 second to 10 minutes.</value>
    public TimeSpan CommandTimeout { get; set; } = TimeSpan.FromSeconds(30);
}
