using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace PaymentStatusSdk.EntityFrameworkCore.Tests.Shops;

public sealed class SqliteShopDatabase : IShopDatabase
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("payment-ef-");

    public Task CreateAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void UseStore(PaymentTrackingBuilder tracking) => tracking.UseSqlite(PathOf("shop.db"));

    public void UseDatabase(DbContextOptionsBuilder options, Retries retries) =>
        options.UseSqlite(
            ConnectionStringTo("shop.db"),
            sqlite =>
            {
                if (retries == Retries.Injected) sqlite.ExecutionStrategy(dependencies => new InjectedRetries(dependencies));
            });

    public void UseOtherDatabase(DbContextOptionsBuilder options) => options.UseSqlite(ConnectionStringTo("other.db"));

    public ValueTask DisposeAsync()
    {
        SqliteConnection.ClearAllPools();
        _folder.Delete(recursive: true);
        return ValueTask.CompletedTask;
    }

    private string PathOf(string name) => Path.Combine(_folder.FullName, name);

    private string ConnectionStringTo(string name) => $"Data Source={PathOf(name)}";
}
