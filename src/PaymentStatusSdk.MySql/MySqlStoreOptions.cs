using MySqlConnector;

namespace PaymentStatusSdk.MySql;

/// <summary>
/// The location of the store and how it is used. Read once, when the host starts. Not thread-safe. <c>ToString</c> shows no values.
/// </summary>
public sealed class MySqlStoreOptions
{
    /// <summary>The MySqlConnector connection string. It specifies the database that contains the tables.</summary>
    /// <value>The default is null. Required unless <see cref="DataSource"/> is set.</value>
    public string? ConnectionString { get; set; }

    /// <summary>
    /// Returns the application's own data source, used instead of a connection string, for example for rotating passwords. It is not
    /// disposed of.
    /// </summary>
    /// <value>The default is null. <c>Connection Reset</c> must be on, which is the driver's default.</value>
    public Func<IServiceProvider, MySqlDataSource>? DataSource { get; set; }

    /// <summary>How often waiters read the database: exchange locks and mailboxes that another instance releases or fills.</summary>
    /// <value>The default is 250 milliseconds; allowed are 10 milliseconds to 10 seconds.</value>
    public TimeSpan PollInterval { get; set; } = TimeSpan.FromMilliseconds(250);

    /// <summary>
    /// Whether the package creates and migrates the tables. If false, it only verifies them: see <see cref="MySqlSchema.GetScript"/>.
    /// </summary>
    /// <value>The default is true.</value>
    public bool ManageSchema { get; set; } = true;

    /// <summary>The maximum duration of a statement. After that the call fails with a transient <c>TrackingStoreException</c>.</summary>
    /// <value>The default is 30 seconds; allowed are 1 second to 10 minutes.</value>
    public TimeSpan CommandTimeout { get; set; } = TimeSpan.FromSeconds(30);
}
