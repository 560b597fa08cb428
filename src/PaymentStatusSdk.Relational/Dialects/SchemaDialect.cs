namespace PaymentStatusSdk.Relational.Dialects;

/// <summary>For authors of stores: the differences in the statements that create the tables. Thread-safe.</summary>
public abstract class SchemaDialect
{
    /// <summary>The definition of a column with ascending numbers that the database assigns, as the primary key.</summary>
    public abstract string Identity { get; }

    /// <summary>The expression that returns a random UUID as text.</summary>
    public abstract string NewId { get; }

    /// <summary>Returns the type of a column.</summary>
    /// <param name="type">The type.</param>
    public abstract string TypeOf(SqlType type);

    /// <summary>Returns the statement that creates an index unless it exists; null when the database does not need it.</summary>
    /// <param name="index">The index.</param>
    /// <param name="table">The table, as in statements.</param>
    public virtual string? Index(SqlIndex index, string table)
    {
        ArgumentNullException.ThrowIfNull(index);
        var where = index.Where is null ? "" : $" WHERE {index.Where}";
        return $"CREATE {(index.IsUnique ? "UNIQUE " : "")}INDEX IF NOT EXISTS {index.Name} ON {table} ({index.Columns}){where};";
    }

    /// <summary>Returns the text after the columns of a table.</summary>
    /// <param name="isBusy">Whether every check updates the table; otherwise its rows live for seconds.</param>
    public virtual string TableOptions(bool isBusy) => "";

    /// <summary>The statements that create tables which only this database needs.</summary>
    public virtual string OwnTables => "";

    /// <summary>Returns the query that returns one row with a number other than 0 if a table exists.</summary>
    /// <param name="table">The table, without a schema.</param>
    public abstract SqlStatement TableExists(string table);

    /// <summary>Returns the statement that creates the namespace of the tables; null when it exists or the database has none.</summary>
    /// <param name="query">Runs a query and returns its value.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public virtual Task<string?> CreateNamespaceAsync(Func<SqlStatement, Task<object?>> query, CancellationToken cancellationToken) =>
        Task.FromResult<string?>(null);

    /// <summary>Returns the statement, run in the transaction of a migration, that makes other instances wait.</summary>
    public virtual SqlStatement? Lock => null;

    /// <summary>Returns the statement that ends the wait, for a lock that outlives the transaction.</summary>
    public virtual SqlStatement? Unlock => null;

    /// <summary>Called before the tables are created or migrated, and whenever their version was verified.</summary>
    /// <param name="query">Runs a query and returns its value.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public virtual Task PrepareAsync(Func<SqlStatement, Task<object?>> query, CancellationToken cancellationToken) => Task.CompletedTask;
}
