using System.Data;
using System.Globalization;
using Npgsql;
using PaymentStatusSdk.Tracking;
using static System.FormattableString;

namespace PaymentStatusSdk.PostgreSql.Schema;

/// <summary>Creates, migrates or checks the tables. Safe from any number of processes at once: a lock of the transaction lets one work.</summary>
internal sealed class SchemaKeeper(NpgsqlDataSource dataSource, string schema, bool mayChange, int timeoutSeconds)
{
    // Any number that nobody else uses will do.
    private const long LockNumber = 0x7061_796d_656e_7473;

    public async Task PrepareAsync(CancellationToken cancellationToken)
    {
        var connection = await dataSource.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
        await using var closing = connection.ConfigureAwait(false);
        if (IsCurrent(await ReadVersionAsync(connection, cancellationToken).ConfigureAwait(false))) return;
        var transaction = await connection.BeginTransactionAsync(IsolationLevel.ReadCommitted, cancellationToken).ConfigureAwait(false);
        await using var ending = transaction.ConfigureAwait(false);
        await ScalarAsync(connection, string.Create(CultureInfo.InvariantCulture, $"SELECT pg_advisory_xact_lock({LockNumber})"), cancellationToken).ConfigureAwait(false);
        // Somebody else may have done it meanwhile.
        var version = await ReadVersionAsync(connection, cancellationToken).ConfigureAwait(false);
        if (IsCurrent(version)) return;
        await ScalarAsync(connection, await ScriptAsync(connection, version ?? 0, cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
        await transaction.CommitAsync(cancellationToken).ConfigureAwait(false);
    }

    private bool IsCurrent(int? version) => version switch
    {
        SchemaScript.Version => true,
        > SchemaScript.Version => throw new TrackingStoreException(
            Invariant($"Schema '{schema}' is of version {version}, and this package knows versions up to {SchemaScript.Version}: ")
            + "a newer release has migrated it. Update PaymentStatusSdk.PostgreSql in this application. Nothing was written.", isTransient: false),
        _ when mayChange => false,
        null => throw new TrackingStoreException(
            $"Schema '{schema}' has no tables of PaymentStatusSdk.PostgreSql, and ManageSchema is false. Run the script of PostgreSqlSchema.GetScript as a role that may create them.",
            isTransient: false),
        _ => throw new TrackingStoreException(
            Invariant($"Schema '{schema}' is of version {version}, this package needs {SchemaScript.Version}, and ManageSchema is false. ")
            + "Run the script of PostgreSqlSchema.GetScript as the owner of the tables.", isTransient: false),
    };

    /// <summary>Null when there are no tables.</summary>
    private async Task<int?> ReadVersionAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var isThere = await ScalarAsync(connection, $"SELECT to_regclass('\"{schema}\".payment_schema') IS NOT NULL", cancellationToken).ConfigureAwait(false);
        if (isThere is not true) return null;
        return await ScalarAsync(connection, $"SELECT max(version) FROM \"{schema}\".payment_schema", cancellationToken).ConfigureAwait(false) as int?;
    }

    private async Task<string> ScriptAsync(NpgsqlConnection connection, int version, CancellationToken cancellationToken)
    {
        // "IF NOT EXISTS" asks for the right to create schemas even when there is nothing to create.
        var hasSchema = await ScalarAsync(connection, $"SELECT to_regnamespace('\"{schema}\"') IS NOT NULL", cancellationToken).ConfigureAwait(false);
        var steps = SchemaScript.Steps.Skip(version).Select(step => step(schema)).Append(SchemaScript.NoteVersion(schema, SchemaScript.Version));
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
