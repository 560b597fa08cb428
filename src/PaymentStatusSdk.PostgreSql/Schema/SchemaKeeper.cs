using System.Data;
using System.Globalization;
using Npgsql;
using PaymentStatusSdk.Tracking;
using static System.FormattableString;

namespace PaymentStatusSdk.PostgreSql.Schema;

/// <summary>
/// Creates, migrates or verifies the tables. Any number of processes may do so concurrently: a transaction-level advisory lock serializes
/// them.
/// </summary>
internal sealed class SchemaKeeper(NpgsqlDataSource dataSource, string schema, bool manageSchema, int timeoutSeconds)
{
    // An arbitrary number that no other application is likely to use.
    private const long LockNumber = 0x7061_796d_656e_7473;

    public async Task PrepareAsync(CancellationToken cancellationToken)
    {
        var connection = await dataSource.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
        await using var closing = connection.ConfigureAwait(false);
        if (IsCurrent(await ReadVersionAsync(connection, cancellationToken).ConfigureAwait(false))) return;
        var transaction = await connection.BeginTransactionAsync(IsolationLevel.ReadCommitted, cancellationToken).ConfigureAwait(false);
        await using var ending = transaction.ConfigureAwait(false);
        await ScalarAsync(
            connection, string.Create(CultureInfo.InvariantCulture, $"SELECT pg_advisory_xact_lock({LockNumber})"),
            cancellationToken).ConfigureAwait(false);
        // Another instance may have migrated the schema before this one acquired the lock.
        var version = await ReadVersionAsync(connection, cancellationToken).ConfigureAwait(false);
        if (IsCurrent(version)) return;
        await ScalarAsync(
            connection, await ScriptAsync(connection, version ?? 0, cancellationToken).ConfigureAwait(false),
            cancellationToken).ConfigureAwait(false);
        await transaction.CommitAsync(cancellationToken).ConfigureAwait(false);
    }

    private bool IsCurrent(int? version) => version switch
    {
        SchemaScript.Version => true,
        > SchemaScript.Version => throw new TrackingStoreException(
            Invariant($"Schema '{schema}' has version {version}, but this package supports versions up to {SchemaScript.Version}: ")
            + "a newer release has migrated it. Nothing was written. Update PaymentStatusSdk.PostgreSql in this application.",
            isTransient: false),
        _ when manageSchema => false,
        null => throw new TrackingStoreException(
            $"Schema '{schema}' has no tables of PaymentStatusSdk.PostgreSql, and ManageSchema is false. Run the script of "
            + "PostgreSqlSchema.GetScript as a role that may create tables.",
            isTransient: false),
        _ => throw new TrackingStoreException(
            Invariant(
                $"Schema '{schema}' has version {version}, but version {SchemaScript.Version} is required, and ManageSchema is false. ")
            + "Run the script of PostgreSqlSchema.GetScript as the owner of the tables.", isTransient: false),
    };

    /// <summary>Returns the schema version; null when there are no tables.</summary>
    private async Task<int?> ReadVersionAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var isThere = await ScalarAsync(
            connection, $"SELECT to_regclass('\"{schema}\".payment_schema') IS NOT NULL", cancellationToken).ConfigureAwait(false);
        if (isThere is not true) return null;
        return await ScalarAsync(
            connection, $"SELECT max(version) FROM \"{schema}\".payment_schema", cancellationToken).ConfigureAwait(false) as int?;
    }

    private async Task<string> ScriptAsync(NpgsqlConnection connection, int version, CancellationToken cancellationToken)
    {
        // CREATE SCHEMA IF NOT EXISTS requires the right to create schemas even if the schema exists.
        var hasSchema = await ScalarAsync(
            connection, $"SELECT to_regnamespace('\"{schema}\"') IS NOT NULL", cancellationToken).ConfigureAwait(false);
        var steps = SchemaScript.Steps.Skip(version)
            .Select(step => step(schema))
            .Append(SchemaScript.NoteVersion(schema, SchemaScript.Version));
        if (hasSchema is not true) steps = steps.Prepend(SchemaScript.CreateSchema(schema));
        return string.Join('\n', steps);
    }

    private async Task<object?> ScalarAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        var command = new NpgsqlCommand(sql, connection) { CommandTimeout = timeoutSeconds };
        await using var disposing = command.ConfigureAwait(false);
        return await command.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false);
    }
}
