using System.Data.Common;
using System.Globalization;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using MySqlConnector;
using Npgsql;
using PaymentStatusSdk.TestDatabases;
using PaymentStatusSdk.Tracking;

namespace PaymentStatusSdk.Benchmarks.Tracking;

/// <summary>A database with the given number of tracked transactions, of which one percent is always due.</summary>
internal sealed class SeededStore : IAsyncDisposable
{
    private const int DueShare = 100;

    // Filling millions of rows takes minutes.
    private const int FillTimeoutSeconds = 3_600;

    private readonly IAsyncDisposable _server;

    private SeededStore(string name, string connectionString, IAsyncDisposable server) =>
        (Name, ConnectionString, _server) = (name, connectionString, server);

    public string Name { get; }

    public string ConnectionString { get; }

    public static int DueOf(int rows) => rows / DueShare;

    public static async Task<SeededStore> CreateAsync(string name, int rows, Uri gateway)
    {
        var store = name switch
        {
            "sqlite" => CreateSqlite(),
            "mariadb" => await CreateMariaDbAsync(),
            _ => await CreatePostgreSqlAsync(),
        };
        await store.TrackDueAsync(DueOf(rows), gateway);
        await store.FillAsync(rows - DueOf(rows));
        return store;
    }

    public async ValueTask DisposeAsync()
    {
        SqliteConnection.ClearAllPools();
        await _server.DisposeAsync();
    }

    /// <summary>Reads how many bytes the server has written to its log; null for SQLite, which has no such counter.</summary>
    public async Task<double?> ReadLogBytesAsync()
    {
        if (Name == "sqlite") return null;
        await using var connection = await OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = Name == "mariadb"
            ? "SELECT CAST(variable_value AS DOUBLE) FROM information_schema.global_status WHERE variable_name = 'Innodb_os_log_written'"
            : "SELECT (pg_current_wal_lsn() - '0/0')::double precision";
        return Convert.ToDouble(await command.ExecuteScalarAsync(), CultureInfo.InvariantCulture);
    }

    private static SeededStore CreateSqlite()
    {
        var folder = new TemporaryFolder();
        return new SeededStore("sqlite", $"Data Source={Path.Combine(folder.Path, "payments.db")}", folder);
    }

    // As durable as a real one.
    private static async Task<SeededStore> CreatePostgreSqlAsync()
    {
        var cluster = await PostgreSqlCluster.StartNewAsync(
            new Dictionary<string, string> { ["fsync"] = "on", ["full_page_writes"] = "on" });
        return new SeededStore("postgresql", await cluster.CreateDatabaseAsync(), cluster);
    }

    private static async Task<SeededStore> CreateMariaDbAsync()
    {
        var server = await MariaDbServer.StartNewAsync(["--innodb-flush-log-at-trx-commit=1", "--innodb-buffer-pool-size=1G"]);
        return new SeededStore("mariadb", await server.CreateDatabaseAsync(), server);
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
        var table = Name == "postgresql" ? "payment_status.payment_tracked" : "payment_tracked";
        var series = Name switch
        {
            "sqlite" =>
                $"(WITH RECURSIVE counted(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM counted WHERE n < {count}) SELECT n FROM counted)",
            "mariadb" => $"(SELECT seq AS n FROM seq_1_to_{count})",
            _ => $"(SELECT generate_series(1, {count}) AS n)",
        };
        var reference = Name == "mariadb" ? "CONCAT('FAR-', n)" : "'FAR-' || n";
        const string Same =
            "client, by_merchant_reference, status, state, due_at, leased, fence, wakes, sequence, deadline_at, tracked_at, document";
        await ExecuteAsync($"""
            INSERT INTO {table} (merchant_reference, merchant_key, {Same})
            SELECT {reference}, {reference}, {Same} FROM {table}, {series} AS numbers WHERE merchant_reference = 'FAR-0'
            """);
        await ExecuteAsync(Name switch
        {
            "sqlite" => "ANALYZE",
            "mariadb" => $"ANALYZE TABLE {table}",
            _ => "VACUUM ANALYZE",
        });
    }

    private async Task ExecuteAsync(string sql)
    {
        await using var connection = await OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.CommandTimeout = FillTimeoutSeconds;
        await command.ExecuteNonQueryAsync();
    }

    private async Task<DbConnection> OpenAsync()
    {
        DbConnection connection = Name switch
        {
            "sqlite" => new SqliteConnection(ConnectionString),
            "mariadb" => new MySqlConnection(ConnectionString),
            _ => new NpgsqlConnection(ConnectionString),
        };
        await connection.OpenAsync();
        return connection;
    }

    private sealed class TemporaryFolder : IAsyncDisposable
    {
        public string Path { get; } = Directory.CreateTempSubdirectory("paymentstatus-bench-").FullName;

        public ValueTask DisposeAsync()
        {
            Directory.Delete(Path, recursive: true);
            return ValueTask.CompletedTask;
        }
    }
}
