using System.Data.Common;

namespace PaymentStatusSdk.Relational.Dialects;

/// <summary>An open connection that one unit of work uses.</summary>
public class StoreConnection : IAsyncDisposable
{
    private readonly Dictionary<string, DbCommand> _commands = new(StringComparer.Ordinal);

    /// <summary>Creates the object.</summary>
    /// <param name="connection">The open connection.</param>
    public StoreConnection(DbConnection connection) => Connection = connection;

    /// <summary>The connection.</summary>
    public DbConnection Connection { get; }

    /// <summary>Whether a failure has left the connection unusable. Set before the disposal.</summary>
    public bool IsBroken { get; set; }

    /// <summary>Whether the commit of the last transaction was sent, so that it may have been committed.</summary>
    internal bool IsCommitSent { get; set; }

    /// <summary>Whether the connection outlives the call that opened it, so that its disposal has no effect yet.</summary>
    internal bool IsDetached { get; set; }

    /// <summary>The id of the session and its transaction, if a handler uses them.</summary>
    internal string? Session { get; set; }

    /// <summary>The commands that are kept prepared, by text. Only for connections that run one statement at a time.</summary>
    internal Dictionary<string, DbCommand> Commands => _commands;

    /// <summary>Returns the connection to its pool, or closes it.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!IsDetached) await ReturnAsync().ConfigureAwait(false);
        GC.SuppressFinalize(this);
    }

    /// <summary>
    /// Rolls back while a handler that exceeded its time limit uses the connection, and makes all further statements of the handler fail.
    /// </summary>
    /// <remarks>
    /// Called if <see cref="RelationalDialect.EndSession"/> returns null. The default closes the connection: override it if the driver does
    /// not support that while a statement runs.
    /// </remarks>
    public virtual void Abort() => Connection.Close();

    /// <summary>Returns the connection to its pool, or closes it.</summary>
    protected virtual ValueTask ReturnAsync() => Connection.DisposeAsync();
}
