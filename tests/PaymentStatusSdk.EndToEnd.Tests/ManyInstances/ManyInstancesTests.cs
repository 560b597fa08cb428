using Microsoft.Extensions.DependencyInjection;
using PaymentStatusSdk.TestDatabases;
using PaymentStatusSdk.Tracking;

namespace PaymentStatusSdk.EndToEnd.Tests.ManyInstances;

/// <summary>
/// Real processes, killed with SIGKILL or stopped with SIGTERM at random while customers pay: nothing is lost, and nothing overlaps.
/// </summary>
[Collection(nameof(ManyInstancesGroup))]
public class ManyInstancesTests
{
    // Generous: they only run out when something is wrong.
    private static readonly TimeSpan Limit =
        TimeSpan.FromMinutes(ManyInstancesOptions.IsSoak ? 120 : ManyInstancesOptions.IsLong ? 40 : 12);

    [Fact]
    public async Task Payments_are_correct_when_PostgreSql_workers_are_killed_and_the_server_is_restarted_twice() =>
        await RunOnPostgreSqlAsync(restarts: ManyInstancesOptions.IsSoak ? 5 : 2);

    [Fact]
    public async Task Payments_are_correct_when_Sqlite_processes_are_killed_repeatedly()
    {
        using var limit = LimitOf();
        var folder = Directory.CreateTempSubdirectory("paymentstatus-sqlite-").FullName;
        try
        {
            var file = Path.Combine(folder, "payments.db");
            var options = new ManyInstancesOptions { Workers = 2, WorkersAreWebHosts = true };
            await RunAsync(
                options, "Sqlite", $"Data Source={file}", tracking => tracking.UseSqlite($"Data Source={file}"), [], limit.Token);
            Assert.Equal("ok", await SqliteFile.CheckAsync(file));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public async Task Payments_are_correct_when_MariaDb_workers_are_killed_and_the_server_is_restarted_twice()
    {
        Assert.SkipUnless(MariaDbBinaries.AreAvailable(out var reason), reason);
        using var limit = LimitOf();
        await using var server = await MariaDbServer.StartNewAsync(cancellationToken: limit.Token);
        var database = await server.CreateDatabaseAsync(limit.Token);
        await RunAsync(
            new ManyInstancesOptions(), "MySql", database, tracking => tracking.UseMySql(database),
            [() => server.RestartAsync(isCrash: false, limit.Token), () => server.RestartAsync(isCrash: true, limit.Token)], limit.Token);
    }

    private static async Task RunOnPostgreSqlAsync(int restarts)
    {
        Assert.SkipUnless(PostgreSqlBinaries.AreAvailable(out var reason), reason);
        using var limit = LimitOf();
        await using var cluster = await PostgreSqlCluster.StartNewAsync(cancellationToken: limit.Token);
        var database = await cluster.CreateDatabaseAsync(limit.Token);
        // Once as an operator does it, once as a power cut does.
        var disasters = Enumerable.Range(0, restarts)
            .Select(index => (Func<Task>)(() => cluster.RestartAsync(isCrash: index % 2 == 1, limit.Token)));
        await using var pooler = ManyInstancesOptions.IsSoak ? await PgBouncerProcess.StartAsync(cluster, limit.Token) : null;
        await RunAsync(
            new ManyInstancesOptions(),
            "PostgreSql",
            pooler?.Through(database) ?? database,
            tracking => tracking.UsePostgreSql(database),
            [.. disasters],
            limit.Token,
            // A pooler in transaction mode carries no notifications.
            listenConnectionString: pooler is null ? null : database);
    }

    private static async Task RunAsync(
        ManyInstancesOptions options,
        string store,
        string connectionString,
        Action<PaymentTrackingBuilder> use,
        IReadOnlyList<Func<Task>> disasters,
        CancellationToken cancellationToken,
        string? listenConnectionString = null)
    {
        await using var run = new ManyInstancesRun(options, store, connectionString, listenConnectionString);
        await run.StartAsync();
        await run.LiveAsync(disasters, cancellationToken);
        await using var observer = Observer(use);
        var tracker = observer.GetRequiredService<ITransactionTracker>();
        await run.SettleAsync(tracker, cancellationToken);
        await run.KillAllAsync();
        var deliveries = await ManyInstancesVerdict.CheckAsync(run, tracker, cancellationToken);
        TestContext.Current.TestOutputHelper?.WriteLine(run.Summary(deliveries));
    }

    /// <summary>Opens the store for reading only.</summary>
    internal static ServiceProvider Observer(Action<PaymentTrackingBuilder> use)
    {
        var services = new ServiceCollection();
        services.AddPaymentStatus(_ => { });
        use(services.AddPaymentTracking());
        return services.BuildServiceProvider();
    }

    internal static CancellationTokenSource LimitOf()
    {
        var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(Limit);
        return limit;
    }
}
