using PaymentStatusSdk.Relational.Database;
using PaymentStatusSdk.Relational.Dialects;
using PaymentStatusSdk.Tracking;
using static System.FormattableString;

namespace PaymentStatusSdk.Relational.Schema;

/// <summary>Creates, migrates or verifies the tables. Any number of processes may do so concurrently: a lock serializes them.</summary>
internal sealed class SchemaKeeper(RelationalDialect dialect, StoreConnection connection)
{
    /// <returns>The id of the database.</returns>
    public async Task<string> PrepareAsync(CancellationToken cancellationToken)
    {
        // The version is checked before anything is written.
        var found = await ReadVersionAsync(cancellationToken).ConfigureAwait(false);
        var isCurrent = IsCurrent(found?.Version);
        await dialect.Schema.PrepareAsync(
            statement => ScalarAsync(connection, statement, cancellationToken), cancellationToken).ConfigureAwait(false);
        if (isCurrent) return found!.Id;
        var session = new StoreSession(dialect, connection, StoreAccess.Write);
        try
        {
            return await MigrateAsync(session, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            if (!await session.TryRollBackAsync().ConfigureAwait(false)) connection.IsBroken = true;
            if (dialect.Schema.Unlock is { } unlock && !connection.IsBroken)
                await ScalarAsync(connection, unlock, CancellationToken.None).ConfigureAwait(false);
        }
    }

    private async Task<SchemaVersion?> ReadVersionAsync(CancellationToken cancellationToken)
    {
        var session = new StoreSession(dialect, connection, StoreAccess.Read);
        try
        {
            return await SchemaVersion.ReadAsync(session, isLast: true, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            if (!await session.TryRollBackAsync().ConfigureAwait(false)) connection.IsBroken = true;
        }
    }

    private async Task<string> MigrateAsync(StoreSession session, CancellationToken cancellationToken)
    {
        await session.RunAsync(dialect.Schema.Lock is { } single ? [single] : [], cancellationToken).ConfigureAwait(false);
        // Another instance may have migrated the schema before this one acquired the lock.
        var found = await SchemaVersion.ReadAsync(session, isLast: false, cancellationToken).ConfigureAwait(false);
        if (IsCurrent(found?.Version))
        {
            await session.CompleteAsync([], cancellationToken).ConfigureAwait(false);
            return found!.Id;
        }

        var create = await dialect.Schema.CreateNamespaceAsync(
            statement => ScalarAsync(connection, statement, cancellationToken), cancellationToken).ConfigureAwait(false);
        var script = create + SchemaSteps.ScriptFrom(dialect, found?.Version ?? 0);
        var statements = script.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(text => new SqlStatement(text) { IsPrepared = false });
        await session.RunAsync(statements, cancellationToken).ConfigureAwait(false);
        return (await SchemaVersion.ReadAsync(session, isLast: true, cancellationToken).ConfigureAwait(false))!.Id;
    }

    private bool IsCurrent(int? version)
    {
        if (version > SchemaSteps.Version)
        {
            throw new TrackingStoreException(
                Invariant($"The schema in {dialect.Place} has version {version}, ")
                + Invariant($"but this package supports versions up to {SchemaSteps.Version}: ")
                + $"a newer release has migrated it. Nothing was written. Update {dialect.PackageName} in this application.",
                isTransient: false);
        }

        if (version == SchemaSteps.Version) return true;
        if (dialect.ManageSchema) return false;
        throw new TrackingStoreException(
            version is null
                ? $"There are no tables of {dialect.PackageName} in {dialect.Place}, and ManageSchema is false. Run the script of "
                    + $"{dialect.ScriptName} as a role that may create tables."
                : Invariant($"The schema in {dialect.Place} has version {version}, but version {SchemaSteps.Version} is required, ")
                    + "and ManageSchema is false. "
                    + $"Run the script of {dialect.ScriptName} as the owner of the tables.",
            isTransient: false);
    }

    private async Task<object?> ScalarAsync(StoreConnection on, SqlStatement statement, CancellationToken cancellationToken)
    {
        var command = on.Connection.CreateCommand();
        await using var disposing = command.ConfigureAwait(false);
        command.CommandText = statement.Text;
        command.CommandTimeout = dialect.CommandTimeoutSeconds;
        foreach (var value in statement.Values)
            command.Parameters.Add(dialect.CreateParameter(
                value.Name, value.Type, value.Value is null ? DBNull.Value : dialect.Convert(value.Type, value.Value)));
        return await command.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false);
    }
}
