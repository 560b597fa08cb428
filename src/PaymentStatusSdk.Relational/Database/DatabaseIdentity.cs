using System.Collections.Concurrent;
using System.Data;
using System.Data.Common;
using PaymentStatusSdk.Relational.Dialects;
using PaymentStatusSdk.Relational.Schema;

namespace PaymentStatusSdk.Relational.Database;

/// <summary>Verifies that a transaction of the application belongs to the database of the store. Thread-safe.</summary>
/// <param name="dialect">The dialect.</param>
/// <param name="connectionType">The type of the store's own connections.</param>
/// <param name="id">The id that the schema of the store has.</param>
internal sealed class DatabaseIdentity(RelationalDialect dialect, Type connectionType, string id)
{
    // Connections to verified databases. An application has few.
    private readonly ConcurrentDictionary<(string DataSource, string Database), byte> _verified = new();

    /// <summary>Returns a session in the transaction.</summary>
    /// <exception cref="ArgumentException">The transaction has ended, or belongs to another database or provider.</exception>
    public async Task<StoreSession> JoinAsync(DbTransaction transaction, CancellationToken cancellationToken)
    {
        var connection = OpenConnectionOf(transaction) ?? throw Ended();
        if (connection.GetType() != connectionType)
        {
            throw new ArgumentException(
                $"The transaction belongs to a {connection.GetType()}, but tracking is stored in {dialect.Place} and needs a transaction "
                + $"of a {connectionType}. If a library wraps the connection, pass the transaction of the inner one.",
                nameof(transaction));
        }

        if (HasEnded(transaction) || dialect.HasEnded(transaction)) throw Ended();
        var session = new StoreSession(dialect, new StoreConnection(connection), transaction)
        {
            First = dialect.TransactionQuery is { } query
                ? [new SqlStatement(query) { ReturnsRows = true, Read = ThrowIfEnded }]
                : [],
        };
        var key = (connection.DataSource, connection.Database);
        if (_verified.ContainsKey(key)) return session;
        // A query of a missing table would abort the transaction in some databases, so the table is looked for first.
        var found = await SchemaVersion.ReadAsync(session, isLast: false, cancellationToken).ConfigureAwait(false);
        if (found?.Id != id)
        {
            throw new ArgumentException(
                $"The transaction belongs to another database than {dialect.Place}, where tracking is stored. Begin it in that database.",
                nameof(transaction));
        }

        _verified.TryAdd(key, default);
        return session;
    }

    /// <summary>Whether a transaction of the store's provider was committed, rolled back or disposed of.</summary>
    public static bool HasEnded(DbTransaction transaction)
    {
        try
        {
            // Some drivers keep the connection of a transaction that has ended, but refuse the transaction.
            using var command = OpenConnectionOf(transaction)?.CreateCommand();
            command?.Transaction = transaction;
            return command is null;
        }
        catch (InvalidOperationException)
        {
            return true;
        }
    }

    private static DbConnection? OpenConnectionOf(DbTransaction transaction)
    {
        try
        {
            return transaction.Connection is { State: ConnectionState.Open } connection ? connection : null;
        }
        catch (ObjectDisposedException)
        {
            return null;
        }
    }

    private static void ThrowIfEnded(DbDataReader row)
    {
        if (row.GetInt64(0) == 0) throw Ended();
    }

    private static ArgumentException Ended() => new(
        "The transaction was committed, rolled back or disposed of, or its connection is closed. Pass an open transaction.", "transaction");
}
