using Npgsql;

namespace PaymentStatusSdk.PostgreSql;

/// <summary>Where the store is and how it is used. Read once, when the host starts. Its text shows no value.</summary>
public sealed class PostgreSqlStoreOptions
{
    /// <summary>The Npgsql connection string; through PgBouncer it may be one of transaction mode.</summary>
    /// <value>Default null. Required unless <see cref="DataSource"/> is set.</value>
    public string? ConnectionString { get; set; }

    /// <summary>Gives a data source of yours instead, for example for rotating passwords. It is not disposed of.</summary>
    /// <value>Default null. Neither multiplexing nor error details may be on; with PgBouncer set <c>No Reset On Close</c>.</value>
    public Func<IServiceProvider, NpgsqlDataSource>? DataSource { get; set; }

    /// <summary>The schema of the tables.</summary>
    /// <value>Default <c>payment_status</c>; 1 to 40 small letters, digits and underscores, not starting with a digit or <c>pg_</c>.</value>
    public string Schema { get; set; } = "payment_status";

    /// <summary>Listen for what other instances do? Without it everything works by polling, only later.</summary>
    /// <value>Default true: one connection more for each instance.</value>
    public bool Listen { get; set; } = true;

    /// <summary>A connection string that leads to the server itself, for listening, when the other one leads to PgBouncer.</summary>
    /// <value>Default null: the same as for the rest.</value>
    public string? ListenConnectionString { get; set; }

    /// <summary>May schema and tables be created and migrated? Else they are only checked: see <see cref="PostgreSqlSchema.GetScript"/>.</summary>
    /// <value>Default true.</value>
    public bool ManageSchema { get; set; } = true;

    /// <summary>How long a statement may take before it fails as transient.</summary>
    /// <value>Default 30 seconds; 1 second to 10 minutes.</value>
    public TimeSpan CommandTimeout { get; set; } = TimeSpan.FromSeconds(30);
}
