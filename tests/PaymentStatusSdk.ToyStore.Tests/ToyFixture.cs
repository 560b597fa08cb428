using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using PaymentStatusSdk.Conformance.Stores;
using PaymentStatusSdk.Coordination;
using PaymentStatusSdk.Testing;
using PaymentStatusSdk.Tracking.Stores;

namespace PaymentStatusSdk.ToyStore.Tests;

/// <summary>One file for each test.</summary>
public sealed class ToyFixture : ITransactionalStoreFixture
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("toy-");

    public ManualTimeProvider Clock { get; } = new();

    private string FilePath => Path.Combine(_folder.FullName, "toy.db");

    public ValueTask CreateAsync(CancellationToken cancellationToken) => ValueTask.CompletedTask;

    // snippet
    public IStoreProcess Start(bool manageSchema = true, TimeProvider? clock = null)
    {
        var services = new ServiceCollection().AddSingleton(clock ?? Clock);
        services.AddPaymentTracking().UseToy(FilePath, manageSchema);
        return new Process(services.BuildServiceProvider());
    }

    public void Use(PaymentTrackingBuilder tracking) => tracking.UseToy(FilePath);
    // end

    public bool HasConcurrentWriters => false;

    public DbDataSource CreateDataSource() => SqliteFactory.Instance.CreateDataSource($"Data Source={FilePath};Pooling=False");

    public async Task<DbConnection> ConnectElsewhereAsync(CancellationToken cancellationToken)
    {
        var connection = new SqliteConnection($"Data Source={FilePath}.other;Pooling=False");
        await connection.OpenAsync(cancellationToken);
        return connection;
    }

    public string MerchantTable(string name) => "shop_" + name;

    public Task RunScriptAsync(CancellationToken cancellationToken) => QueryAsync(ToyBuilderExtensions.GetScript(), cancellationToken);

    public async Task<IReadOnlyList<string>> ListTablesAsync(CancellationToken cancellationToken) => await QueryAsync(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name", cancellationToken);

    public Task SetSchemaVersionAsync(int version, CancellationToken cancellationToken) =>
        QueryAsync($"UPDATE payment_schema SET version = {version}", cancellationToken);

    public Task SetDocumentAsync(long id, string json, CancellationToken cancellationToken) =>
        QueryAsync($"UPDATE payment_tracked SET document = '{json}' WHERE id = {id}", cancellationToken);

    public Task SetChangeDocumentsAsync(long transactionId, string json, CancellationToken cancellationToken) =>
        QueryAsync($"UPDATE payment_change SET document = '{json}' WHERE transaction_id = {transactionId}", cancellationToken);

    public async Task<string> DumpAsync(CancellationToken cancellationToken)
    {
        var values = new List<string>();
        foreach (var table in await ListTablesAsync(cancellationToken))
            values.AddRange(await QueryAsync($"SELECT * FROM {table}", cancellationToken));
        return string.Join('\n', values);
    }

    public ValueTask DisposeAsync()
    {
        try
        {
            _folder.Delete(recursive: true);
        }
        catch (IOException)
        {
            // A process that was ended during a call may still use the file.
        }

        return ValueTask.CompletedTask;
    }

    /// <summary>Returns the values of all rows as text.</summary>
    private async Task<List<string>> QueryAsync(string sql, CancellationToken cancellationToken)
    {
        await using var connection = new SqliteConnection($"Data Source={FilePath};Pooling=False");
        await connection.OpenAsync(cancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var values = new List<string>();
        while (await reader.ReadAsync(cancellationToken))
        {
            for (var column = 0; column < reader.FieldCount; column++) values.Add(reader.IsDBNull(column) ? "" : reader.GetString(column));
        }

        return values;
    }

    private sealed class Process(ServiceProvider services) : IStoreProcess
    {
        public ITrackingStore Store => services.GetRequiredService<ITrackingStore>();

        public IExchangeLock ExchangeLock => services.GetRequiredService<IExchangeLock>();

        public ICallbackRouter CallbackRouter => services.GetRequiredService<ICallbackRouter>();

        public ValueTask DisposeAsync() => services.DisposeAsync();
    }
}
