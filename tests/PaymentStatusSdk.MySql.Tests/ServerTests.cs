using MySqlConnector;
using PaymentStatusSdk.TestDatabases;

namespace PaymentStatusSdk.MySql.Tests;

/// <summary>The MariaDB server that the tests start.</summary>
public sealed class ServerTests
{
    [Fact]
    public async Task Server_is_stopped_started_and_deleted()
    {
        Assert.SkipUnless(MariaDbBinaries.AreAvailable(out var reason), reason);
        string connectionString;
        await using (var server = await MariaDbServer.StartNewAsync(cancellationToken: TestContext.Current.CancellationToken))
        {
            connectionString = await server.CreateDatabaseAsync(TestContext.Current.CancellationToken) + ";Pooling=false";
            await ConnectAsync(connectionString);

            await server.StopAsync(isCrash: true, TestContext.Current.CancellationToken);
            await Assert.ThrowsAnyAsync<MySqlException>(() => ConnectAsync(connectionString));

            await server.StartAsync(TestContext.Current.CancellationToken);
            await ConnectAsync(connectionString);
        }

        await Assert.ThrowsAnyAsync<MySqlException>(() => ConnectAsync(connectionString));
    }

    private static async Task ConnectAsync(string connectionString)
    {
        await using var connection = new MySqlConnection(connectionString);
        await connection.OpenAsync(TestContext.Current.CancellationToken);
    }
}
