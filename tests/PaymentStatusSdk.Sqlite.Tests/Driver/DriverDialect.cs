using System.Data.Common;
using Microsoft.Data.Sqlite;
using PaymentStatusSdk.Relational.Dialects;

namespace PaymentStatusSdk.Sqlite.Tests.Driver;

/// <summary>
/// A dialect over a driver without a database. A test sets the differences between databases, the results and the failures.
/// </summary>
internal sealed class DriverDialect : RelationalDialect
{
    /// <summary>The time limit of statements, in seconds.</summary>
    public const int Timeout = 7;

    private readonly Lock _lock = new();

    public DriverScript Script { get; } = new();

    public bool IsOfOneWriter { get; init; }

    public bool SupportsSavepoints { get; init; } = true;

    public bool SupportsBatches { get; init; }

    public string? Clock { get; init; }

    public string? QueryOfTransaction { get; set; }

    public string? QueryOfSession { get; init; }

    /// <summary>Whether the database has ended the transactions of the application.</summary>
    public bool EndsTransactions { get; set; }

    public TimeSpan MaxBusyTime { get; set; } = TimeSpan.FromHours(1);

    /// <summary>The explanation of every exception; null for the one that the exception has.</summary>
    public StoreFailure? Explanation { get; set; }

    /// <summary>Called before a connection is opened.</summary>
    public Func<Task> OnOpenAsync { get; set; } = static () => Task.CompletedTask;

    /// <summary>Called when a session is reset.</summary>
    public Action OnReset { get; set; } = static () => { };

    /// <summary>Called when a connection was lost.</summary>
    public Action OnLost { get; set; } = static () => { };

    public List<StoreAccess> Opened { get; } = [];

    public List<StoreConnection> Connections { get; } = [];

    public List<StoreFailure> Lost { get; } = [];

    /// <summary>The connections on which work ran that can be interrupted.</summary>
    public List<StoreConnection> Interruptible { get; } = [];

    public override string Place => "the scripted database";

    public override bool ManageSchema => true;

    public override string ScriptName => "script";

    public override string PackageName => "package";

    public override int CommandTimeoutSeconds => Timeout;

    public override bool HasOneWriter => IsOfOneWriter;

    public override bool HasSavepoints => SupportsSavepoints;

    public override string? ClockQuery => Clock;

    public override string? TransactionQuery => QueryOfTransaction;

    public override string? SessionQuery => QueryOfSession;

    public override TimeSpan BusyTimeout => MaxBusyTime;

    public override SchemaDialect Schema { get; } = new DriverSchema();

    public override async ValueTask<StoreConnection> OpenAsync(StoreAccess access, CancellationToken cancellationToken)
    {
        lock (_lock) Opened.Add(access);
        await OnOpenAsync();
        var connection = new StoreConnection(Connect());
        lock (_lock) Connections.Add(connection);
        return connection;
    }

    /// <summary>Returns an open connection, like one of the application.</summary>
    public DriverConnection Connect(string database = "payments") =>
        new(Script) { HasBatches = SupportsBatches, DatabaseName = database };

    public override IEnumerable<SqlStatement> Begin(StoreAccess access) => [new SqlStatement($"BEGIN {access}")];

    public override object Convert(SqlType type, object value) => $"{type} {value}";

    public override DbParameter CreateParameter(string name, SqlType type, object value) => new SqliteParameter(name, value);

    public override DateTimeOffset ReadTime(DbDataReader reader, int column) =>
        DateTimeOffset.UnixEpoch.AddSeconds(reader.GetInt64(column));

    public override StoreFailure? Explain(Exception exception) => Explanation ?? (exception as ExplainedException)?.Failure;

    public override void OnConnectionLost(StoreFailure failure)
    {
        lock (_lock) Lost.Add(failure);
        OnLost();
    }

    public override bool HasEnded(DbTransaction transaction) => EndsTransactions;

    public override Task ResetSessionAsync(StoreConnection connection, CancellationToken cancellationToken)
    {
        OnReset();
        return Task.CompletedTask;
    }

    public override SqlStatement InsertOrIgnore<T>(string table, IReadOnlyList<SqlColumn<T>> columns, T row, string? returning) =>
        throw new NotSupportedException();

    public override Task<T> RunInterruptibleAsync<T>(
        StoreConnection connection, Func<Task<T>> work, CancellationToken cancellationToken)
    {
        Interruptible.Add(connection);
        return base.RunInterruptibleAsync(connection, work, cancellationToken);
    }

    public override ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private sealed class DriverSchema : SchemaDialect
    {
        public override string Identity => "Identity";

        public override string NewId => "NewId";

        public override string TypeOf(SqlType type) => type.ToString();

        public override SqlStatement TableExists(string table) => new("EXISTS " + table);
    }
}
