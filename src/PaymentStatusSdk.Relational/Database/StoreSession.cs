using System.Data.Common;
using PaymentStatusSdk.Relational.Dialects;

namespace PaymentStatusSdk.Relational.Database;

/// <summary>One transaction on one connection: its own, or one of the application that it joins. Not thread-safe.</summary>
/// <remarks>
/// The transaction begins with the first statements and is committed with the last ones, in the same round trips. A transaction that was
/// joined is neither begun nor ended here.
/// </remarks>
internal sealed class StoreSession(RelationalDialect dialect, StoreConnection connection, StoreAccess access, DbTransaction? joined = null)
{
    private static readonly SqlStatement CommitStatement = new("COMMIT");
    private static readonly SqlStatement RollbackStatement = new("ROLLBACK");

    private bool _isBegun;
    private bool _isOpen;
    private bool _isCompleted;

    /// <summary>Joins a transaction that is begun and ended elsewhere.</summary>
    public StoreSession(RelationalDialect dialect, StoreConnection connection, DbTransaction joined)
        : this(dialect, connection, default, joined)
    {
    }

    public RelationalDialect Dialect => dialect;

    /// <summary>The first statements in a transaction that was joined.</summary>
    public IEnumerable<SqlStatement> First { get; init; } = [];

    /// <summary>Whether the transaction belongs to the application, which commits it later or never.</summary>
    public bool IsJoined => joined is not null;

    /// <summary>Begins the transaction in a round trip of its own. A write then has the only write lock of the database.</summary>
    public Task BeginAsync(CancellationToken cancellationToken)
    {
        if (IsJoined || _isBegun) return Task.CompletedTask;
        _isBegun = true;
        return ExecuteAsync([.. dialect.Begin(access)], cancellationToken);
    }

    /// <summary>Runs statements; more follow.</summary>
    public Task RunAsync(IEnumerable<SqlStatement> statements, CancellationToken cancellationToken) =>
        RunAsync(statements, isLast: false, cancellationToken);

    /// <summary>Runs the last statements and commits.</summary>
    public Task CompleteAsync(IEnumerable<SqlStatement> statements, CancellationToken cancellationToken) =>
        RunAsync(statements, isLast: true, cancellationToken);

    /// <summary>Ends a transaction that was not completed.</summary>
    /// <returns>Whether the connection is usable.</returns>
    public async Task<bool> TryRollBackAsync()
    {
        if (IsJoined || !_isOpen || _isCompleted) return true;
        try
        {
            await ExecuteAsync([RollbackStatement], CancellationToken.None).ConfigureAwait(false);
            return true;
        }
        catch (Exception exception) when (dialect.Explain(exception) is not null)
        {
            return false;
        }
    }

    private async Task RunAsync(IEnumerable<SqlStatement> statements, bool isLast, CancellationToken cancellationToken)
    {
        List<SqlStatement> all = [.. statements];
        if (all.Count == 0 && (!isLast || !_isBegun)) return;
        if (!_isBegun) all.InsertRange(0, IsJoined ? First : dialect.Begin(access));
        if (!IsJoined && isLast) all.Add(CommitStatement);
        connection.IsCommitSent = isLast;
        _isBegun = true;
        if (all.Count > 0) await ExecuteAsync(all, cancellationToken).ConfigureAwait(false);
        _isCompleted = isLast;
    }

    private Task ExecuteAsync(List<SqlStatement> statements, CancellationToken cancellationToken) =>
        connection.Connection.CanCreateBatch
            ? ExecuteBatchAsync(statements, cancellationToken)
            : ExecuteOneByOneAsync(statements, cancellationToken);

    private async Task ExecuteBatchAsync(List<SqlStatement> statements, CancellationToken cancellationToken)
    {
        var batch = connection.Connection.CreateBatch();
        await using var disposing = batch.ConfigureAwait(false);
        if (!IsJoined) batch.Timeout = dialect.CommandTimeoutSeconds;
        batch.Transaction = joined;
        foreach (var statement in statements)
        {
            var command = batch.CreateBatchCommand();
            command.CommandText = statement.Text;
            foreach (var value in statement.Values) command.Parameters.Add(dialect.CreateParameter(value.Name, value.Type, Convert(value)));
            batch.BatchCommands.Add(command);
        }

        // A batch that fails may have begun the transaction.
        _isOpen = true;
        var reader = await batch.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        await using var closing = reader.ConfigureAwait(false);
        foreach (var statement in statements.Where(statement => statement.ReturnsRows))
        {
            while (reader.FieldCount == 0 && await reader.NextResultAsync(cancellationToken).ConfigureAwait(false))
            {
            }

            await ReadAsync(reader, statement, cancellationToken).ConfigureAwait(false);
            await reader.NextResultAsync(cancellationToken).ConfigureAwait(false);
        }

        // The failure of a later statement is thrown only here.
        while (await reader.NextResultAsync(cancellationToken).ConfigureAwait(false))
        {
        }
    }

    private async Task ExecuteOneByOneAsync(List<SqlStatement> statements, CancellationToken cancellationToken)
    {
        foreach (var statement in statements)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var command = CommandOf(statement);
            try
            {
                if (statement.ReturnsRows)
                {
                    var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
                    await using var closing = reader.ConfigureAwait(false);
                    await ReadAsync(reader, statement, cancellationToken).ConfigureAwait(false);
                }
                else
                {
                    await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
                }
            }
            finally
            {
                if (!IsKept(statement)) await command.DisposeAsync().ConfigureAwait(false);
            }

            _isOpen = true;
        }
    }

    private DbCommand CommandOf(SqlStatement statement)
    {
        if (IsKept(statement) && connection.Commands.TryGetValue(statement.Text, out var kept))
        {
            for (var i = 0; i < statement.Values.Count; i++) kept.Parameters[i].Value = Convert(statement.Values[i]);
            return kept;
        }

        var command = connection.Connection.CreateCommand();
        command.CommandText = statement.Text;
        // The connection of the application has a timeout of its own.
        if (!IsJoined) command.CommandTimeout = dialect.CommandTimeoutSeconds;
        command.Transaction = joined;
        foreach (var value in statement.Values) command.Parameters.Add(dialect.CreateParameter(value.Name, value.Type, Convert(value)));
        if (IsKept(statement)) connection.Commands.Add(statement.Text, command);
        return command;
    }

    private bool IsKept(SqlStatement statement) => statement.IsPrepared && !IsJoined;

    private object Convert(SqlValue value) => value.Value is null ? DBNull.Value : dialect.Convert(value.Type, value.Value);

    private static async Task ReadAsync(DbDataReader reader, SqlStatement statement, CancellationToken cancellationToken)
    {
        while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false)) statement.Read?.Invoke(reader);
    }
}
