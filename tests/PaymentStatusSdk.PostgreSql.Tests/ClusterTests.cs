using Npgsql;
using PaymentStatusSdk.TestDatabases;

namespace PaymentStatusSdk.PostgreSql.Tests;

/// <summary>The PostgreSQL server that the tests start.</summary>
public sealed class ClusterTests
{
    [Fact]
    public async Task Server_is_stopped_started_and_deleted()
    {
        Assert.SkipUnless(PostgreSqlBinaries.AreAvailable(out var reason), reason);
        string connectionString;
        await using (var cluster = await PostgreSqlCluster.StartNewAsync(cancellationToken: TestContext.Current.CancellationToken))
        {
            connectionString = await cluster.CreateDatabaseAsync(TestContext.Current.CancellationToken) + ";Pooling=false";
            await ConnectAsync(connectionString);

            await cluster.StopAsync(isCrash: true, TestContext.Current.CancellationToken);
            await Assert.ThrowsAnyAsync<NpgsqlException>(() => ConnectAsync(connectionString));

            await cluster.StartAsync(TestContext.Current.CancellationToken);
            await ConnectAsync(connectionString);
        }

        await Assert.ThrowsAnyAsync<NpgsqlException>(() => ConnectAsync(connectionString));
    }

    private static async Task ConnectAsync(string connectionString)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync(TestContext.Current.CancellationToken);
    }
}
