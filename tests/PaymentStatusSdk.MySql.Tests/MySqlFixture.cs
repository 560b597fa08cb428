using System.Collections.Concurrent;
using System.Data.Common;
using System.Globalization;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using MySqlConnector;
using PaymentStatusSdk.Conformance.Stores;
using PaymentStatusSdk.CrashPoints;
using PaymentStatusSdk.TestDatabases;
using PaymentStatusSdk.Testing;

namespace PaymentStatusSdk.MySql.Tests;

/// <summary>A separate database on a server that all tests share.</summary>
public class MySqlFixture : ICrashingStoreFixture
{
    private readonly ConcurrentBag<DbDataSource> _sources = [];
    private MySqlDataSource? _source;

    /// <summary>Statements that a data source of the application runs in each session; null for the defaults of the server.</summary>
    protected virtual string? SessionSettings => null;

    public ManualTimeProvider Clock { get; } = new();

    public string ConnectionString { get; private set; } = "";

    public string Database => new MySqlConnectionStringBuilder(ConnectionString).Database;

    public async ValueTask CreateAsync(CancellationToken cancellationToken)
    {
        Assert.SkipUnless(MariaDbBinaries.AreAvailable(out var reason), reason);
        var server = await SharedMariaDb.GetAsync().WaitAsync(cancellationToken);
        // Small pools: the many processes of a test share one server.
        ConnectionString = await server.CreateDatabaseAsync(cancellationToken) + ";Maximum Pool Size=8";
        if (SessionSettings is not { } settings) return;
        _source = new MySqlDataSourceBuilder(ConnectionString).UseConnectionOpenedCallback(async (context, token) =>
        {
            await using var command = new MySqlCommand(settings, context.Connection);
            await command.ExecuteNonQueryAsync(token);
        }).Build();
    }

    public IStoreProcess Start(bool manageSchema = true, TimeProvider? clock = null) =>
        Start(options => options.ManageSchema = manageSchema, clock);

    public MySqlStoreProcess Start(Action<MySqlStoreOptions> configure, TimeProvider? clock = null) => new(
        options =>
        {
            Connect(options);
            configure(options);
        },
        clock ?? Clock,
        serverClock: clock == TimeProvider.System ? null : Clock);

    // The driver has one pool for each connection string, and processes share no pool.
    public IStoreProcess Start(CrashPlan plan) => new MySqlStoreProcess(
        options => options.ConnectionString = new MySqlConnectionStringBuilder(ConnectionString)
        {
            ApplicationName = Guid.NewGuid().ToString("N"),
        }.ConnectionString,
        Clock, Clock, plan);

    public void Use(PaymentTrackingBuilder tracking) => tracking.UseMySql(Connect);

    public Task RunScriptAsync(CancellationToken cancellationToken) => ExecuteAsync(MySqlSchema.GetScript(), cancellationToken);

    // The suite knows only the tables that every database has.
    public async Task<IReadOnlyList<string>> ListTablesAsync(CancellationToken cancellationToken) =>
        [.. (await ReadTablesAsync(cancellationToken)).Where(table => table != "payment_enrollment_lock")];

    public Task SetSchemaVersionAsync(int version, CancellationToken cancellationToken) =>
        ExecuteAsync(string.Create(CultureInfo.InvariantCulture, $"UPDATE payment_schema SET version = {version}"), cancellationToken);

    public Task SetDocumentAsync(long id, string json, CancellationToken cancellationToken) => ExecuteAsync(
        string.Create(CultureInfo.InvariantCulture, $"UPDATE payment_tracked SET document = {Literal(json)} WHERE id = {id}"),
        cancellationToken);

    public Task SetChangeDocumentsAsync(long transactionId, string json, CancellationToken cancellationToken) => ExecuteAsync(
        string.Create(
            CultureInfo.InvariantCulture, $"UPDATE payment_change SET document = {Literal(json)} WHERE transaction_id = {transactionId}"),
        cancellationToken);

    public async Task<string> DumpAsync(CancellationToken cancellationToken)
    {
        var text = new StringBuilder();
        foreach (var table in await ReadTablesAsync(cancellationToken))
        {
            var columns = await ReadAsync(
                $"SELECT column_name FROM information_schema.columns WHERE table_schema = DATABASE() AND table_name = '{table}'",
                cancellationToken);
            var values = columns.Select(column => $"CONVERT({column} USING utf8mb4)");
            var rows = await ReadAsync($"SELECT CONCAT_WS('|', {string.Join(", ", values)}) FROM {table} ORDER BY 1", cancellationToken);
            text.AppendLine(table).AppendJoin('\n', rows).AppendLine();
        }

        return text.ToString();
    }

    public bool HasConcurrentWriters => true;

    public string LongStatement => "SELECT SLEEP(10000)";

    public DbDataSource CreateDataSource()
    {
        var source = new MySqlDataSource(ConnectionString);
        _sources.Add(source);
        return source;
    }

    // Every server has this database.
    public async Task<DbConnection> ConnectElsewhereAsync(CancellationToken cancellationToken)
    {
        var settings = new MySqlConnectionStringBuilder(ConnectionString) { Database = "mysql", Pooling = false };
        var connection = new MySqlConnection(settings.ConnectionString);
        await connection.OpenAsync(cancellationToken);
        return connection;
    }

    public async Task<Exception?> KillAsync(DbConnection connection)
    {
        await EndSessionAsync(((MySqlConnection)connection).ServerThread);
        return null;
    }

    /// <summary>Ends a session without its cooperation, and waits until the server has forgotten it.</summary>
    public async Task EndSessionAsync(int thread)
    {
        await using var killer = new MySqlConnection(ConnectionString);
        await killer.OpenAsync(CancellationToken.None);
        await using var kill = killer.CreateCommand();
        kill.CommandText = string.Create(CultureInfo.InvariantCulture, $"KILL CONNECTION {thread}");
        try
        {
            // A session rolls back before the server forgets it.
            while (true) await kill.ExecuteNonQueryAsync(CancellationToken.None);
        }
        catch (MySqlException exception) when (exception.ErrorCode == MySqlErrorCode.NoSuchThread)
        {
            // It has ended.
        }
    }

    public string MerchantTable(string name) => "shop_" + name;

    public async Task ExecuteAsync(string sql, CancellationToken cancellationToken)
    {
        await using var connection = new MySqlConnection(ConnectionString);
        await connection.OpenAsync(cancellationToken);
        await using var command = new MySqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>Returns the first column of each row.</summary>
    public async Task<List<string>> ReadAsync(string sql, CancellationToken cancellationToken)
    {
        await using var connection = new MySqlConnection(ConnectionString);
        await connection.OpenAsync(cancellationToken);
        await using var command = new MySqlCommand(sql, connection);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var rows = new List<string>();
        while (await reader.ReadAsync(cancellationToken)) rows.Add(Convert.ToString(reader.GetValue(0), CultureInfo.InvariantCulture)!);
        return rows;
    }

    public async ValueTask DisposeAsync()
    {
        // Their idle connections would use up those of the server.
        foreach (var source in _sources) await source.DisposeAsync();
        if (_source is not null) await _source.DisposeAsync();
        if (ConnectionString.Length > 0)
        {
            await ExecuteAsync($"DROP DATABASE {Database}", CancellationToken.None);
            await using var connection = new MySqlConnection(ConnectionString);
            await MySqlConnection.ClearPoolAsync(connection);
        }

        GC.SuppressFinalize(this);
    }

    private static string Literal(string text) => $"'{MySqlHelper.EscapeString(text)}'";

    private void Connect(MySqlStoreOptions options)
    {
        if (_source is null) options.ConnectionString = ConnectionString;
        else options.DataSource = _ => _source;
    }

    private Task<List<string>> ReadTablesAsync(CancellationToken cancellationToken) => ReadAsync(
        "SELECT table_name FROM information_schema.tables WHERE table_schema = DATABASE() ORDER BY 1", cancellationToken);
}
