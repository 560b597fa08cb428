using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using PaymentStatusSdk.TestDatabases;
using PaymentStatusSdk.Tracking;

namespace PaymentStatusSdk.Benchmarks.Tracking;

/// <summary>A database with the given number of tracked transactions, of which one percent is always due.</summary>
internal sealed class SeededStore : IAsyncDisposable
{
    private const int DueShare = 100;

    private readonly PostgreSqlCluster? _cluster;
    private readonly string? _folder;

    private SeededStore(string name, string connectionString, PostgreSqlCluster? cluster, string? folder) =>
        (Name, ConnectionString, _cluster, _folder) = (name, connectionString, cluster, folder);

    public string Name { get; }

    public string ConnectionString { get; }

    public static int DueOf(int rows) => rows / DueShare;

    public static async Task<SeededStore> CreateAsync(string name, int rows, Uri gateway)
    {
        var store = name == "sqlite" ? CreateSqlite() : await CreatePostgreSqlAsync();
        await store.TrackDueAsync(DueOf(rows), gateway);
        await store.FillAsync(rows - DueOf(rows));
        return store;
    }

    public async ValueTask DisposeAsync()
    {
        if (_cluster is not null) await _cluster.DisposeAsync();
        SqliteConnection.ClearAllPools();
        if (_folder is not null) Directory.Delete(_folder, recursive: true);
    }

    private static SeededStore CreateSqlite()
    {
        var folder = Directory.CreateTempSubdirectory("paymentstatus-bench-").FullName;
        return new SeededStore("sqlite", $"Data Source={Path.Combine(folder, "payments.db")}", null, folder);
    }

    // As durable as a real one.
    private static async Task<SeededStore> CreatePostgreSqlAsync()
    {
        var cluster = await PostgreSqlCluster.StartNewAsync(
            new Dictionary<string, string> { ["fsync"] = "on", ["full_page_writes"] = "on" });
        return new SeededStore("postgresql", await cluster.CreateDatabaseAsync(), cluster, null);
    }

    /// <summary>Tracks the due rows through the public API, and one more row that is not due for a month.</summary>
    private async Task TrackDueAsync(int due, Uri gateway)
    {
        var services = new ServiceCollection().AddCards(gateway, 1);
        services.AddTracking(Name, ConnectionString, 1);
        await using var provider = services.BuildServiceProvider();
        var tracker = provider.GetRequiredService<ITransactionTracker>();
        var month = new TrackingPolicy
        {
            Schedule = new TrackingSchedule { Open = new PollingSchedule(TimeSpan.FromDays(1)) },
        };
        await tracker.TrackAsync(
            Merchant.Client,
            TransactionQuery.ByMerchantReference("FAR-0") with { SubmittedAt = TimeProvider.System.GetUtcNow().AddDays(20) }, month);
        await Parallel.ForAsync(0, due, new ParallelOptions { MaxDegreeOfParallelism = 16 }, async (index, cancellationToken) =>
            await tracker.TrackAsync(Merchant.Client, Merchant.Query(index), cancellationToken: cancellationToken));
    }

    /// <summary>Copies the row that is not due, because the public API would be too slow for millions of rows.</summary>
    private async Task FillAsync(int count)
    {
        var (table, series) = Name == "sqlite"
            ? ("payment_tracked",
                $"(WITH RECURSIVE counted(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM counted WHERE n < {count}) SELECT n FROM counted)")
            : ("payment_status.payment_tracked", $"(SELECT generate_series(1, {count}) AS n)");
        const string Same =
            "client, by_merchant_reference, status, state, due_at, leased, fence, wakes, sequence, deadline_at, tracked_at, document";
        await ExecuteAsync($"""
            INSERT INTO {table} (merchant_reference, merchant_key, {Same})
            SELECT 'FAR-' || n, 'FAR-' || n, {Same} FROM {table}, {series} AS numbers WHERE merchant_reference = 'FAR-0'
            """);
        await ExecuteAsync(Name == "sqlite" ? "ANALYZE" : "VACUUM ANALYZE");
    }

    private async Task ExecuteAsync(string sql)
    {
        await using DbConnection connection = Name == "sqlite"
            ? new SqliteConnection(ConnectionString)
            : new NpgsqlConnection(ConnectionString);
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.CommandTimeout = 600;
        await command.ExecuteNonQueryAsync();
    }
}
