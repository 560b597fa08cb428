using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using MySqlConnector;
using Npgsql;
using PaymentStatusSdk.TestDatabases;
using PaymentStatusSdk.Tracking;

namespace PaymentStatusSdk.EndToEnd.Tests.ManyInstances;

/// <summary>
/// A shop whose orders and effects are in the database of the store. Its processes are killed while they work, and so is the server:
/// every order is tracked, every row has an order, and every change has exactly one effect.
/// </summary>
[Collection(nameof(ManyInstancesGroup))]
public class ShopTransactionTests
{
    private static int Crashes => ManyInstancesOptions.IsLong ? 10 : 2;

    private static ManyInstancesOptions Options => new()
    {
        IsShop = true,
        Payments = ManyInstancesOptions.IsLong ? new ManyInstancesOptions().Payments : 120,
        Workers = ManyInstancesOptions.IsLong ? 4 : 2,
        Kills = ManyInstancesOptions.IsLong ? 100 : 4,
        Restarts = ManyInstancesOptions.IsLong ? 10 : 1,
        Skew = null,
    };

    [Fact]
    public async Task Orders_and_effects_are_exact_when_Sqlite_processes_are_killed()
    {
        using var limit = ManyInstancesTests.LimitOf();
        var folder = Directory.CreateTempSubdirectory("paymentstatus-shop-").FullName;
        try
        {
            var text = $"Data Source={Path.Combine(folder, "payments.db")}";
            await RunAsync(
                Options with { Workers = 2, WorkersAreWebHosts = true }, "Sqlite", text, SqliteFactory.Instance,
                tracking => tracking.UseSqlite(text), crash: null, limit.Token);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public async Task Orders_and_effects_are_exact_when_PostgreSql_processes_and_servers_are_killed()
    {
        Assert.SkipUnless(PostgreSqlBinaries.AreAvailable(out var reason), reason);
        using var limit = ManyInstancesTests.LimitOf();
        await using var cluster = await PostgreSqlCluster.StartNewAsync(cancellationToken: limit.Token);
        var text = await cluster.CreateDatabaseAsync(limit.Token);
        await RunAsync(
            Options, "PostgreSql", text, NpgsqlFactory.Instance, tracking => tracking.UsePostgreSql(text),
            () => cluster.RestartAsync(isCrash: true, limit.Token), limit.Token);
    }

    [Fact]
    public async Task Orders_and_effects_are_exact_when_MariaDb_processes_and_servers_are_killed()
    {
        Assert.SkipUnless(MariaDbBinaries.AreAvailable(out var reason), reason);
        using var limit = ManyInstancesTests.LimitOf();
        await using var server = await MariaDbServer.StartNewAsync(cancellationToken: limit.Token);
        var text = await server.CreateDatabaseAsync(limit.Token);
        await RunAsync(
            Options, "MySql", text, MySqlConnectorFactory.Instance, tracking => tracking.UseMySql(text),
            () => server.RestartAsync(isCrash: true, limit.Token), limit.Token);
    }

    private static async Task RunAsync(
        ManyInstancesOptions options, string store, string connectionString, DbProviderFactory provider, Action<PaymentTrackingBuilder> use,
        Func<Task>? crash, CancellationToken cancellationToken)
    {
        // A pool would keep connections to a server that has crashed since.
        await using var tables = new ShopTables(provider.CreateDataSource(connectionString + ";Pooling=False"));
        await tables.CreateAsync(cancellationToken);
        await using var run = new ManyInstancesRun(options, store, connectionString, listenConnectionString: null);
        await run.StartAsync();
        var crashes = crash is null ? [] : Enumerable.Repeat(crash, Crashes).ToArray();
        await run.LiveAsync(crashes, cancellationToken);
        await using var observer = ManyInstancesTests.Observer(use);
        var tracker = observer.GetRequiredService<ITransactionTracker>();
        await run.SettleAsync(tracker, cancellationToken);
        await run.KillAllAsync();
        var rows = await ManyInstancesVerdict.AllAsync(tracker, cancellationToken);
        var verdict = await ShopVerdict.OfAsync(tables, rows, run.Payments, cancellationToken);
        var events = await EventLogVerdict.CheckAsync(run, rows, tracker, cancellationToken);
        TestContext.Current.TestOutputHelper?.WriteLine(run.Summary(
            FormattableString.Invariant($"{crashes.Length} server crashes, {run.Rollbacks} rollbacks, {verdict}, {events} events")));
        Assert.True(verdict.IsClean, verdict.ToString());
        await ManyInstancesVerdict.CheckRowsAsync(run, tracker, cancellationToken);
    }
}
