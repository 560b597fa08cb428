using System.Collections.Concurrent;
using System.Data.Common;
using System.Globalization;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using PaymentStatusSdk.Conformance.Stores;
using PaymentStatusSdk.CrashPoints;
using PaymentStatusSdk.TestDatabases;
using PaymentStatusSdk.Testing;

namespace PaymentStatusSdk.PostgreSql.Tests;

/// <summary>A separate schema in a database that all tests share.</summary>
public class PostgreSqlFixture : ICrashingStoreFixture
{
    private static int _schemas;

    private readonly ConcurrentBag<DbDataSource> _sources = [];

    /// <summary>The default isolation level of all sessions; null for the server's default, read committed.</summary>
    protected virtual string? DefaultIsolation => null;

    public ManualTimeProvider Clock { get; } = new();

    public string Schema { get; } = string.Create(CultureInfo.InvariantCulture, $"test_{Interlocked.Increment(ref _schemas)}");

    public string ConnectionString { get; private set; } = "";

    public async ValueTask CreateAsync(CancellationToken cancellationToken)
    {
        Assert.SkipUnless(PostgreSqlBinaries.AreAvailable(out var reason), reason);
        var cluster = await SharedPostgreSql.GetAsync().WaitAsync(cancellationToken);
        // Small pools: the many processes of a test share one server.
        ConnectionString = cluster.ConnectionString + ";Maximum Pool Size=8";
        if (DefaultIsolation is { } level)
            ConnectionString += $@";Options=-c default_transaction_isolation={level.Replace(" ", @"\ ", StringComparison.Ordinal)}";
    }

    public IStoreProcess Start(bool manageSchema = true, TimeProvider? clock = null) =>
        Start(options => options.ManageSchema = manageSchema, clock);

    public PostgreSqlStoreProcess Start(Action<PostgreSqlStoreOptions> configure, TimeProvider? clock = null) => new(
        options =>
        {
            options.ConnectionString = ConnectionString;
            options.Schema = Schema;
            configure(options);
        },
        clock ?? Clock,
        serverClock: clock == TimeProvider.System ? null : Clock);

    // The types of the database are those of the driver; loading them takes longer than all statements of a process that crashes.
    public IStoreProcess Start(CrashPlan plan) => new PostgreSqlStoreProcess(
        options =>
            (options.ConnectionString, options.Schema) = (ConnectionString + ";Server Compatibility Mode=NoTypeLoading", Schema),
        Clock, Clock, plan);

    public void Use(PaymentTrackingBuilder tracking) =>
        tracking.UsePostgreSql(options => (options.ConnectionString, options.Schema) = (ConnectionString, Schema));

    public Task RunScriptAsync(CancellationToken cancellationToken) => ExecuteAsync(PostgreSqlSchema.GetScript(Schema), cancellationToken);

    public async Task<IReadOnlyList<string>> ListTablesAsync(CancellationToken cancellationToken) =>
        [.. await ReadAsync($"SELECT tablename::text FROM pg_tables WHERE schemaname = '{Schema}' ORDER BY 1", cancellationToken)];

    public Task SetSchemaVersionAsync(int version, CancellationToken cancellationToken) =>
        ExecuteAsync(
            string.Create(CultureInfo.InvariantCulture, $"UPDATE {Schema}.payment_schema SET version = {version}"), cancellationToken);

    public Task SetDocumentAsync(long id, string json, CancellationToken cancellationToken) =>
        ExecuteAsync(
            string.Create(CultureInfo.InvariantCulture, $"UPDATE {Schema}.payment_tracked SET document = '{json}' WHERE id = {id}"),
            cancellationToken);

    public Task SetChangeDocumentsAsync(long transactionId, string json, CancellationToken cancellationToken) => ExecuteAsync(
        string.Create(
            CultureInfo.InvariantCulture,
            $"UPDATE {Schema}.payment_change SET document = '{json}' WHERE transaction_id = {transactionId}"), cancellationToken);

    public async Task<string> DumpAsync(CancellationToken cancellationToken)
    {
        var text = new StringBuilder();
        foreach (var table in await ListTablesAsync(cancellationToken))
        {
            var columns = await ReadAsync(
                $"SELECT CASE data_type WHEN 'bytea' THEN 'encode(' || column_name || ', ''escape'')' ELSE column_name::text END "
                + $"FROM information_schema.columns WHERE table_schema = '{Schema}' AND table_name = '{table}'", cancellationToken);
            var rows = await ReadAsync(
                $"SELECT concat_ws('|', {string.Join(", ", columns)}) FROM {Schema}.{table} ORDER BY 1", cancellationToken);
            text.AppendLine(table).AppendJoin('\n', rows).AppendLine();
        }

        return text.ToString();
    }

    public bool HasConcurrentWriters => true;

    public string LongStatement => "SELECT pg_sleep(10000)";

    public DbDataSource CreateDataSource()
    {
        var source = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(ConnectionString) { SearchPath = Schema });
        _sources.Add(source);
        return source;
    }

    // Not a template: while a connection to it is open, no database can be created.
    public async Task<DbConnection> ConnectElsewhereAsync(CancellationToken cancellationToken)
    {
        var cluster = await SharedPostgreSql.GetAsync().WaitAsync(cancellationToken);
        var connection = new NpgsqlConnection(await cluster.CreateDatabaseAsync(cancellationToken) + ";Pooling=False");
        await connection.OpenAsync(cancellationToken);
        return connection;
    }

    public async Task<Exception?> KillAsync(DbConnection connection)
    {
        var session = string.Create(CultureInfo.InvariantCulture, $"{((NpgsqlConnection)connection).ProcessID}");
        await ReadAsync($"SELECT pg_terminate_backend({session})", CancellationToken.None);
        while ((await ReadAsync($"SELECT 1 FROM pg_stat_activity WHERE pid = {session}", CancellationToken.None)).Count > 0)
        {
        }

        return null;
    }

    public string MerchantTable(string name) => $"{Schema}.shop_{name}";

    public async Task ExecuteAsync(string sql, CancellationToken cancellationToken)
    {
        await using var connection = new NpgsqlConnection(ConnectionString);
        await connection.OpenAsync(cancellationToken);
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>Returns the first column of each row.</summary>
    public async Task<List<string>> ReadAsync(string sql, CancellationToken cancellationToken, string? before = null)
    {
        await using var connection = new NpgsqlConnection(ConnectionString);
        await connection.OpenAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await using var first = new NpgsqlCommand(before ?? "SELECT", connection);
        await first.ExecuteNonQueryAsync(cancellationToken);
        await using var command = new NpgsqlCommand(sql, connection);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var rows = new List<string>();
        while (await reader.ReadAsync(cancellationToken)) rows.Add(Convert.ToString(reader.GetValue(0), CultureInfo.InvariantCulture)!);
        return rows;
    }

    public async ValueTask DisposeAsync()
    {
        // Their idle connections would use up those of the server.
        foreach (var source in _sources) await source.DisposeAsync();
        if (ConnectionString.Length > 0)
            await ExecuteAsync($"SET client_min_messages = error; DROP SCHEMA IF EXISTS {Schema} CASCADE", CancellationToken.None);
        GC.SuppressFinalize(this);
    }
}
