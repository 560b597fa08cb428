using System.Data.Common;
using System.Globalization;

namespace PaymentStatusSdk.Relational.Dialects;

/// <summary>For authors of stores: the differences between databases. Thread-safe.</summary>
public abstract class RelationalDialect : IAsyncDisposable
{
    /// <summary>For tests: the service key of a <see cref="TimeProvider"/> that replaces the database's clock.</summary>
    public const string ServerClockKey = "PaymentStatusSdk.Relational.ServerClock";

    /// <summary>The place of the rows, for messages: for example "the SQLite file /data/payments.db".</summary>
    public abstract string Place { get; }

    /// <summary>Whether the engine creates and migrates the tables; otherwise it only verifies them.</summary>
    public abstract bool ManageSchema { get; }

    /// <summary>The name of the script that creates the tables, for messages: for example <c>SqliteSchema.GetScript()</c>.</summary>
    public abstract string ScriptName { get; }

    /// <summary>The package of the dialect, for messages.</summary>
    public abstract string PackageName { get; }

    /// <summary>The end of a SELECT that locks its rows until the end of the transaction.</summary>
    public virtual string RowLock => " FOR UPDATE";

    /// <summary>Like <see cref="RowLock"/>, but rows that another transaction has locked are left out.</summary>
    public virtual string RowLockOrSkip => " FOR UPDATE SKIP LOCKED";

    /// <summary>Returns the end of a SELECT from several tables that locks only the rows of one table.</summary>
    /// <param name="alias">The table.</param>
    public virtual string RowLockOf(string alias) => RowLock;

    /// <summary>The join that reads the table on its left first, so that only rows that match are locked in the one on its right.</summary>
    public virtual string OrderedJoin => "JOIN";

    /// <summary>Returns the text after a table that makes the planner read an index; empty when it needs none.</summary>
    /// <param name="index">The index.</param>
    public virtual string IndexHint(string index) => "";

    /// <summary>The query that returns the database's own UTC clock; null when the database uses the clock of the machine.</summary>
    public virtual string? ClockQuery => null;

    /// <summary>
    /// Whether a write blocks all other writes. The engine then reads first, and writes only when there is something to write.
    /// </summary>
    public virtual bool HasOneWriter => false;

    /// <summary>Whether the database has the statements SAVEPOINT and RELEASE SAVEPOINT.</summary>
    public virtual bool HasSavepoints => true;

    /// <summary>
    /// The query that returns 0 when the session is in no transaction; null when the driver or <see cref="HasEnded"/> detects that.
    /// </summary>
    public virtual string? TransactionQuery => null;

    /// <summary>How often waiters read the database.</summary>
    public virtual TimeSpan PollInterval => TimeSpan.FromMilliseconds(250);

    /// <summary>How long a call waits while another process holds a lock on the database (<see cref="StoreFailure.IsBusy"/>).</summary>
    public virtual TimeSpan BusyTimeout => TimeSpan.Zero;

    /// <summary>The maximum duration of a statement, in seconds.</summary>
    public abstract int CommandTimeoutSeconds { get; }

    /// <summary>The channel to other instances; null when the database has none.</summary>
    public virtual IWakeupChannel? Channel => null;

    /// <summary>The differences in the statements that create the tables.</summary>
    public abstract SchemaDialect Schema { get; }

    /// <summary>Opens a connection. It may wait for a free one.</summary>
    /// <param name="access">What the unit of work does.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public abstract ValueTask<StoreConnection> OpenAsync(StoreAccess access, CancellationToken cancellationToken);

    /// <summary>Returns the statements that begin a transaction with its isolation level.</summary>
    /// <param name="access">What the unit of work does.</param>
    public abstract IEnumerable<SqlStatement> Begin(StoreAccess access);

    /// <summary>Converts a value to what the driver expects.</summary>
    /// <param name="type">The type.</param>
    /// <param name="value">The value; not null.</param>
    public abstract object Convert(SqlType type, object value);

    /// <summary>Creates a parameter.</summary>
    /// <param name="name">The name without a prefix.</param>
    /// <param name="type">The type.</param>
    /// <param name="value">A result of <see cref="Convert"/>, or <see cref="DBNull"/>.</param>
    public abstract DbParameter CreateParameter(string name, SqlType type, object value);

    /// <summary>Reads a time.</summary>
    /// <param name="reader">The reader.</param>
    /// <param name="column">The column, which is not null.</param>
    public abstract DateTimeOffset ReadTime(DbDataReader reader, int column);

    /// <summary>Reads a GUID.</summary>
    /// <param name="reader">The reader.</param>
    /// <param name="column">The column, which is not null.</param>
    public virtual Guid ReadGuid(DbDataReader reader, int column)
    {
        ArgumentNullException.ThrowIfNull(reader);
        return Guid.Parse(reader.GetString(column), CultureInfo.InvariantCulture);
    }

    /// <summary>Explains a failure; returns null for an exception that does not come from the database.</summary>
    /// <param name="exception">The exception.</param>
    public abstract StoreFailure? Explain(Exception exception);

    /// <summary>Called after a connection was lost: other connections of the pool may be unusable too.</summary>
    /// <param name="failure">The failure.</param>
    public virtual void OnConnectionLost(StoreFailure failure)
    {
    }

    /// <summary>
    /// Returns whether the database has ended a transaction of the application, for example by a statement, without the driver's knowledge.
    /// </summary>
    /// <param name="transaction">The transaction, with its open connection.</param>
    public virtual bool HasEnded(DbTransaction transaction) => false;

    /// <summary>
    /// Called before and after a handler of the application uses a session: removes the settings and objects that either side has left.
    /// </summary>
    /// <param name="connection">The connection. If it is marked as broken, its disposal closes it.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public virtual Task ResetSessionAsync(StoreConnection connection, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>The query that returns a text for <see cref="EndSession"/>: the session, and the transaction if it may change.</summary>
    public virtual string? SessionQuery => null;

    /// <summary>
    /// Returns the statement that ends the session of a handler that exceeded its time limit, on another connection; null to call
    /// <see cref="StoreConnection.Abort"/>.
    /// </summary>
    /// <param name="session">The result of <see cref="SessionQuery"/>.</param>
    public virtual SqlStatement? EndSession(string session) => null;

    /// <summary>Called before a claim in its transaction: statements that make the planner use the index of the order.</summary>
    public virtual IEnumerable<SqlStatement> BeforeClaim() => [];

    /// <summary>
    /// Locks a key that no row may have yet, until the end of the transaction; returns null when a write locks the whole database.
    /// </summary>
    /// <param name="key">The key.</param>
    public virtual SqlStatement? LockKey(string key) => null;

    /// <summary>Returns the name of a table in statements.</summary>
    /// <param name="name">The name.</param>
    public virtual string Table(string name) => name;

    /// <summary>Returns the condition that a column has one of some values, and adds the parameters.</summary>
    /// <param name="statement">The statement to which the condition belongs.</param>
    /// <param name="column">The column.</param>
    /// <param name="name">The name of the parameter.</param>
    /// <param name="type">The type of the values.</param>
    /// <param name="values">The values; at least one.</param>
    public virtual string In(SqlStatement statement, string column, string name, SqlType type, IReadOnlyCollection<object> values)
    {
        ArgumentNullException.ThrowIfNull(statement);
        ArgumentNullException.ThrowIfNull(values);
        var number = 0;
        return $"{column} IN ({string.Join(", ", values.Select(value =>
        {
            var one = string.Create(CultureInfo.InvariantCulture, $"{name}{number++}");
            statement.With(one, type, value);
            return "@" + one;
        }))})";
    }

    /// <summary>Returns the statements that insert rows.</summary>
    /// <typeparam name="T">The record of a row.</typeparam>
    /// <param name="table">The table, as in statements.</param>
    /// <param name="columns">The columns.</param>
    /// <param name="rows">The rows; at least one.</param>
    public virtual IEnumerable<SqlStatement> Insert<T>(string table, IReadOnlyList<SqlColumn<T>> columns, IReadOnlyList<T> rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        var text = $"INSERT INTO {table} ({string.Join(", ", columns.Select(column => column.Name))}) VALUES "
            + $"({string.Join(", ", columns.Select(column => "@" + column.Name))})";
        return rows.Select(row => Fill(text, columns, row));
    }

    /// <summary>Returns the statements that update the rows that have the values of the key columns.</summary>
    /// <typeparam name="T">The record of a row.</typeparam>
    /// <param name="table">The table, as in statements.</param>
    /// <param name="columns">The columns.</param>
    /// <param name="rows">The rows; at least one.</param>
    public virtual IEnumerable<SqlStatement> Update<T>(string table, IReadOnlyList<SqlColumn<T>> columns, IReadOnlyList<T> rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        var text = $"UPDATE {table} SET {Equal(columns.Where(column => !column.IsKey), ", ")} WHERE "
            + $"{Equal(columns.Where(column => column.IsKey), " AND ")}";
        return rows.Select(row => Fill(text, columns, row));

        static string Equal(IEnumerable<SqlColumn<T>> columns, string separator) =>
            string.Join(separator, columns.Select(column => $"{column.Name} = @{column.Name}"));
    }

    /// <summary>Returns the statement that inserts a row unless the key exists.</summary>
    /// <typeparam name="T">The record of a row.</typeparam>
    /// <param name="table">The table, as in statements.</param>
    /// <param name="columns">The columns.</param>
    /// <param name="row">The row.</param>
    /// <param name="returning">The column whose value the statement returns if it inserts the row; null for none.</param>
    public abstract SqlStatement InsertOrIgnore<T>(string table, IReadOnlyList<SqlColumn<T>> columns, T row, string? returning);

    /// <summary>Runs the work of a list, and interrupts its statements when the token fires.</summary>
    /// <typeparam name="T">The result.</typeparam>
    /// <param name="connection">The connection.</param>
    /// <param name="work">The work.</param>
    /// <param name="cancellationToken">The token.</param>
    public virtual Task<T> RunInterruptibleAsync<T>(StoreConnection connection, Func<Task<T>> work, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(work);
        return work();
    }

    /// <summary>Closes the connections.</summary>
    public abstract ValueTask DisposeAsync();

    /// <summary>Returns a statement with a value for each column.</summary>
    /// <typeparam name="T">The record of a row.</typeparam>
    /// <param name="text">The text.</param>
    /// <param name="columns">The columns.</param>
    /// <param name="row">The row.</param>
    protected static SqlStatement Fill<T>(string text, IReadOnlyList<SqlColumn<T>> columns, T row)
    {
        ArgumentNullException.ThrowIfNull(columns);
        var statement = new SqlStatement(text);
        foreach (var column in columns) statement.With(column.Name, column.Type, column.Value(row));
        return statement;
    }
}
