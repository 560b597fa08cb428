using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using PaymentStatusSdk.TestDatabases;

namespace PaymentStatusSdk.EntityFrameworkCore.Tests.Shops;

public sealed class PostgreSqlShopDatabase : IShopDatabase
{
    private string _connectionString = "";
    private string _otherConnectionString = "";

    public async Task CreateAsync(CancellationToken cancellationToken)
    {
        Assert.SkipUnless(PostgreSqlBinaries.AreAvailable(out var reason), reason);
        var cluster = await SharedPostgreSql.GetAsync().WaitAsync(cancellationToken);
        _connectionString = await cluster.CreateDatabaseAsync(cancellationToken) + ";Maximum Pool Size=16";
        _otherConnectionString = await cluster.CreateDatabaseAsync(cancellationToken) + ";Pooling=False";
    }

    public void UseStore(PaymentTrackingBuilder tracking) => tracking.UsePostgreSql(_connectionString);

    public void UseDatabase(DbContextOptionsBuilder options, Retries retries) =>
        options.UseNpgsql(
            _connectionString,
            npgsql =>
            {
                if (retries == Retries.Injected) npgsql.ExecutionStrategy(dependencies => new InjectedRetries(dependencies));
                if (retries == Retries.Provider) npgsql.EnableRetryOnFailure();
            });

    public void UseOtherDatabase(DbContextOptionsBuilder options) => options.UseNpgsql(_otherConnectionString);

    public async ValueTask DisposeAsync()
    {
        if (_connectionString.Length == 0) return;
        await using var connection = new NpgsqlConnection(_connectionString);
        NpgsqlConnection.ClearPool(connection);
    }
}
