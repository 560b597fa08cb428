using System.Data.Common;
using System.Text.RegularExpressions;
using Microsoft.Data.Sqlite;
using PaymentStatusSdk.Relational.Dialects;
using PaymentStatusSdk.Sqlite.Dialects;

namespace PaymentStatusSdk.Sqlite.Tests;

/// <summary>
/// SQLite as a database with row locks, hints and ordered joins, which are comments in its statements. It shows the statements that run.
/// </summary>
/// <param name="path">The file; null for a database in memory, which has one connection.</param>
internal sealed partial class LockingDialect(string? path = null) : RelationalDialect
{
    private readonly SqliteDialect _sqlite = new(new SqliteStoreOptions { ConnectionString = "unused.db" });
    private StatementConnection? _memory;

    public bool IsOneWriter { get; set; }

    public bool LacksSavepoints { get; set; }

    public string? Clock { get; set; }

    public string? Session { get; set; }

    public IWakeupChannel? Wakeups { get; set; }

    /// <summary>The explanation of every exception; null for that of SQLite.</summary>
    public StoreFailure? Explanation { get; set; }

    /// <summary>Called with the name of each parameter before its statement runs for the first time on a connection.</summary>
    public Action<string>? OnParameter { get; set; }

    /// <summary>Called when a session is reset.</summary>
    public Action? OnReset { get; set; }

    /// <summary>Called when a connection is returned.</summary>
    public Action? OnReturn { get; set; }

    /// <summary>
    /// The statements that ran: the verb, the tables, the comments, and the names and types of the parameters. Statements that begin a
    /// transaction have the kind of access as a comment.
    /// </summary>
    public List<string> Statements { get; } = [];

    public List<StoreConnection> Connections { get; } = [];

    /// <summary>Whether each connection that was returned was broken.</summary>
    public List<bool> Returned { get; } = [];

    /// <summary>The keys that were locked.</summary>
    public List<string> Locked { get; } = [];

    /// <summary>The sessions that were ended.</summary>
    public List<string> Ended { get; } = [];

    public int Aborts { get; private set; }

    public override string Place => "the locking database";

    public override bool ManageSchema => true;

    public override string ScriptName => "the script";

    public override string PackageName => "the package";

    public override string RowLock => " /*lock*/";

    public override string RowLockOrSkip => " /*lock*/ /*skip*/";

    public override string OrderedJoin => "JOIN /*ordered*/";

    public override string? ClockQuery => Clock;

    public override bool HasOneWriter => IsOneWriter;

    public override bool HasSavepoints => !LacksSavepoints;

    public override string? SessionQuery => Session;

    public override int CommandTimeoutSeconds => 1;

    public override IWakeupChannel? Channel => Wakeups;

    public override SchemaDialect Schema => field ??= new PlainSchema(_sqlite.Schema);

    public override string RowLockOf(string alias) => $" /*lock {alias}*/";

    public override string IndexHint(string index) => $" /*{index}*/";

    /// <summary>Returns an open connection, for example one of the application.</summary>
    public async Task<StatementConnection> ConnectAsync(CancellationToken cancellationToken)
    {
        if (_memory is not null) return _memory;
        var connection = new StatementConnection(new SqliteConnection($"Data Source={path ?? ":memory:"};Pooling=False"), Record);
        await connection.OpenAsync(cancellationToken);
        if (path is null) _memory = connection;
        return connection;
    }

    public override async ValueTask<StoreConnection> OpenAsync(StoreAccess access, CancellationToken cancellationToken)
    {
        var opened = new OpenedConnection(await ConnectAsync(cancellationToken), this);
        Connections.Add(opened);
        return opened;
    }

    public override IEnumerable<SqlStatement> Begin(StoreAccess access) => [new SqlStatement($"BEGIN /*{access}*/")];

    public override object Convert(SqlType type, object value) => _sqlite.Convert(type, value);

    public override DbParameter CreateParameter(string name, SqlType type, object value)
    {
        OnParameter?.Invoke(name);
        var parameter = _sqlite.CreateParameter(name, type, value);
        // The driver ignores it.
        parameter.SourceColumn = type.ToString();
        return parameter;
    }

    public override DateTimeOffset ReadTime(DbDataReader reader, int column) => _sqlite.ReadTime(reader, column);

    public override StoreFailure? Explain(Exception exception) =>
        Explanation ?? (exception as ExplainedException)?.Failure ?? _sqlite.Explain(exception);

    public override Task ResetSessionAsync(StoreConnection connection, CancellationToken cancellationToken)
    {
        OnReset?.Invoke();
        return Task.CompletedTask;
    }

    public override SqlStatement? EndSession(string session)
    {
        Ended.Add(session);
        return new SqlStatement("SELECT @session /*end*/") { ReturnsRows = true }.With("session", SqlType.Text, session);
    }

    public override IEnumerable<SqlStatement> BeforeClaim() => [new SqlStatement("SELECT 1 /*before claim*/") { ReturnsRows = true }];

    public override SqlStatement? LockKey(string key)
    {
        Locked.Add(key);
        return new SqlStatement("SELECT @key /*lock key*/") { ReturnsRows = true }.With("key", SqlType.Text, key);
    }

    // Other dialects send all values and rows in one statement, so there has to be one.
    public override string In(SqlStatement statement, string column, string name, SqlType type, IReadOnlyCollection<object> values)
    {
        Assert.NotEmpty(values);
        return base.In(statement, column, name, type, values);
    }

    public override IEnumerable<SqlStatement> Insert<T>(string table, IReadOnlyList<SqlColumn<T>> columns, IReadOnlyList<T> rows)
    {
        Assert.NotEmpty(rows);
        return base.Insert(table, columns, rows);
    }

    public override IEnumerable<SqlStatement> Update<T>(string table, IReadOnlyList<SqlColumn<T>> columns, IReadOnlyList<T> rows)
    {
        Assert.NotEmpty(rows);
        return base.Update(table, columns, rows);
    }

    public override SqlStatement InsertOrIgnore<T>(string table, IReadOnlyList<SqlColumn<T>> columns, T row, string? returning) =>
        _sqlite.InsertOrIgnore(table, columns, row, returning);

    public override async ValueTask DisposeAsync()
    {
        if (_memory is not null) await _memory.DisposeAsync();
        _sqlite.Dispose();
    }

    private void Record(DbCommand command, bool isRead)
    {
        // In a batch, the rows of this statement would be read as those of a later one.
        if (command.CommandText.StartsWith("SELECT", StringComparison.Ordinal)) Assert.True(isRead);
        var shape = string.Join(' ', Shape().Matches(command.CommandText).Select(part => part.Value));
        var values = string.Join(
            ", ", command.Parameters.Cast<DbParameter>().Select(value => $"{value.ParameterName} {value.SourceColumn}"));
        Statements.Add(values.Length == 0 ? shape : $"{shape} ({values})");
    }

    [GeneratedRegex(@"^[A-Z]+|/\*.*?\*/|\bpayment_\w+")]
    private static partial Regex Shape();

    private sealed class OpenedConnection(StatementConnection connection, LockingDialect owner) : StoreConnection(connection)
    {
        public override void Abort() => owner.Aborts++;

        protected override async ValueTask ReturnAsync()
        {
            owner.Returned.Add(IsBroken);
            ((StatementConnection)Connection).Reset();
            if (owner._memory is null) await Connection.DisposeAsync();
            owner.OnReturn?.Invoke();
        }
    }

    /// <summary>The types of SQLite, without a file.</summary>
    private sealed class PlainSchema(SchemaDialect inner) : SchemaDialect
    {
        public override string Identity => inner.Identity;

        public override string NewId => inner.NewId;

        public override string TypeOf(SqlType type) => inner.TypeOf(type);

        public override SqlStatement TableExists(string table) => inner.TableExists(table);
    }
}
