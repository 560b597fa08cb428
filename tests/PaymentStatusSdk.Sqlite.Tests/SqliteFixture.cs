using System.Data.Common;
using System.Globalization;
using System.Text;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using PaymentStatusSdk.Conformance.Stores;
using PaymentStatusSdk.CrashPoints;
using PaymentStatusSdk.Testing;

namespace PaymentStatusSdk.Sqlite.Tests;

public sealed class SqliteFixture : ICrashingStoreFixture
{
    private readonly TemporaryFolder _folder = new();

    public ManualTimeProvider Clock { get; } = new();

    public string FilePath => _folder["payments.db"];

    public ValueTask CreateAsync(CancellationToken cancellationToken) => ValueTask.CompletedTask;

    public IStoreProcess Start(bool manageSchema = true, TimeProvider? clock = null) => new StoreProcess(
        tracking => tracking.UseSqlite(options => (options.ConnectionString, options.ManageSchema) = (FilePath, manageSchema)),
        clock ?? Clock);

    public IStoreProcess Start(CrashPlan plan) => new StoreProcess(Use, Clock, plan: plan);

    public void Use(PaymentTrackingBuilder tracking) => tracking.UseSqlite(FilePath);

    public async Task RunScriptAsync(CancellationToken cancellationToken)
    {
        await using var connection = await OpenAsync(cancellationToken);
        await RunAsync(connection, SqliteSchema.GetScript(), cancellationToken);
    }

    public async Task<IReadOnlyList<string>> ListTablesAsync(CancellationToken cancellationToken)
    {
        if (!File.Exists(FilePath)) return [];
        await using var connection = await OpenAsync(cancellationToken);
        return await TablesAsync(connection, cancellationToken);
    }

    public async Task SetSchemaVersionAsync(int version, CancellationToken cancellationToken)
    {
        await using var connection = await OpenAsync(cancellationToken);
        await RunAsync(
            connection, string.Create(CultureInfo.InvariantCulture, $"UPDATE payment_schema SET version = {version}"), cancellationToken);
    }

    public async Task SetDocumentAsync(long id, string json, CancellationToken cancellationToken)
    {
        await using var connection = await OpenAsync(cancellationToken);
        await RunAsync(
            connection,
            string.Create(CultureInfo.InvariantCulture, $"UPDATE payment_tracked SET document = CAST('{json}' AS BLOB) WHERE id = {id}"),
            cancellationToken);
    }

    public async Task SetChangeDocumentsAsync(long transactionId, string json, CancellationToken cancellationToken)
    {
        await using var connection = await OpenAsync(cancellationToken);
        await RunAsync(
            connection,
            string.Create(
                CultureInfo.InvariantCulture,
                $"UPDATE payment_change SET document = CAST('{json}' AS BLOB) WHERE transaction_id = {transactionId}"),
            cancellationToken);
    }

    public async Task<string> DumpAsync(CancellationToken cancellationToken)
    {
        await using var connection = await OpenAsync(cancellationToken);
        var dump = new StringBuilder();
        foreach (var table in await TablesAsync(connection, cancellationToken))
        {
            await using var command = connection.CreateCommand();
            command.CommandText = $"SELECT * FROM {table}";
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            while (await reader.ReadAsync(cancellationToken))
            {
                for (var column = 0; column < reader.FieldCount; column++)
                    dump.Append(reader.GetValue(column) is byte[] bytes ? Encoding.UTF8.GetString(bytes) : reader.GetValue(column))
                        .Append('\n');
            }
        }

        return dump.ToString();
    }

    public bool HasConcurrentWriters => false;

    public string LongStatement => "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT COUNT(*) FROM n";

    public DbDataSource CreateDataSource() => SqliteFactory.Instance.CreateDataSource($"Data Source={FilePath};Pooling=False");

    public async Task<DbConnection> ConnectElsewhereAsync(CancellationToken cancellationToken)
    {
        var connection = new SqliteConnection($"Data Source={_folder["other.db"]};Pooling=False");
        await connection.OpenAsync(cancellationToken);
        return connection;
    }

    public async Task<Exception?> KillAsync(DbConnection connection)
    {
        // Like the end of its process: the transaction is neither committed nor continued.
        await connection.DisposeAsync();
        return new SqliteException("disk I/O error", 10);
    }

    public string MerchantTable(string name) => "shop_" + name;

    public ValueTask DisposeAsync()
    {
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task<SqliteConnection> OpenAsync(CancellationToken cancellationToken)
    {
        var connection = new SqliteConnection($"Data Source={FilePath};Pooling=False");
        await connection.OpenAsync(cancellationToken);
        return connection;
    }

    private static async Task<List<string>> TablesAsync(SqliteConnection connection, CancellationToken cancellationToken)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name";
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var tables = new List<string>();
        while (await reader.ReadAsync(cancellationToken)) tables.Add(reader.GetString(0));
        return tables;
    }

    private static async Task RunAsync(SqliteConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // The text is a constant of the test.
        command.CommandText = sql;
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
