using System.Data.Common;
using MySqlConnector;
using Npgsql;
using PaymentStatusSdk.Cli.Configuration;

namespace PaymentStatusSdk.Cli.Doctor;

/// <summary>Reads how the database treats the transactions of the merchant. It writes nothing.</summary>
internal static class StoreConnectionProbe
{
    private const string PostgreSql = "SELECT current_setting('default_transaction_isolation'), pg_is_in_recovery()"
        + " OR current_setting('default_transaction_read_only')::boolean";

    // The name of the variable depends on the version.
    private const string MariaDb = "SELECT (SELECT variable_value FROM information_schema.session_variables"
        + " WHERE variable_name IN ('TX_ISOLATION', 'TRANSACTION_ISOLATION') LIMIT 1), @@read_only";

    /// <summary>
    /// Returns the default isolation level, and whether the database refuses to write; null when the database has no levels.
    /// </summary>
    /// <exception cref="DbException">The database cannot be used.</exception>
    public static async Task<(string Isolation, bool IsReadOnly)?> ReadAsync(MerchantStore store, CancellationToken cancellationToken)
    {
        if (store.Kind == StoreKind.Sqlite) return null;
        await using DbConnection connection = store.Kind == StoreKind.PostgreSql
            ? new NpgsqlConnection(store.ConnectionString)
            : new MySqlConnection(store.ConnectionString);
        await connection.OpenAsync(cancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText = store.Kind == StoreKind.PostgreSql ? PostgreSql : MariaDb;
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        return (reader.GetString(0), Convert.ToBoolean(reader.GetValue(1), System.Globalization.CultureInfo.InvariantCulture));
    }
}
