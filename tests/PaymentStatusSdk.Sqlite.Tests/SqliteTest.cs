using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Options;
using PaymentStatusSdk.Sqlite.Database;
using PaymentStatusSdk.Sqlite.Store;
using PaymentStatusSdk.Tracking;
using PaymentStatusSdk.Tracking.Stores;

namespace PaymentStatusSdk.Sqlite.Tests;

/// <summary>A file and any number of processes that use it.</summary>
public abstract class SqliteTest : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly List<SqliteDatabase> _databases = [];

    protected static readonly DateTimeOffset Now = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    protected static CancellationToken Ct => TestContext.Current.CancellationToken;

    protected string FilePath => PathOf("payments.db");

    public void Dispose()
    {
        foreach (var database in _databases) database.Dispose();
        _folder.Dispose();
        GC.SuppressFinalize(this);
    }

    protected string PathOf(string name) => _folder[name];

    private protected SqliteTrackingStore Store(TimeSpan? busyTimeout = null) => new(Database(FilePath, busyTimeout), TimeProvider.System);

    private protected SqliteDatabase Database(string? path = null, TimeSpan? busyTimeout = null)
    {
        var database = new SqliteDatabase(Options.Create(
            new SqliteStoreOptions { ConnectionString = path ?? FilePath, BusyTimeout = busyTimeout ?? TimeSpan.FromMinutes(2) }));
        _databases.Add(database);
        return database;
    }

    private protected static Task<TrackedTransaction> AddAsync(
        SqliteTrackingStore store, string merchantReference, CancellationToken? cancellationToken = null) => store.AddAsync(
        new TrackedTransaction
        {
            ClientName = "cards",
            Query = TransactionQuery.ByMerchantReference(merchantReference),
            Status = TrackingStatus.Active,
            MerchantReference = merchantReference,
            TrackedAt = Now,
            NextCheckAt = Now,
        },
        new TransactionKeys(null, merchantReference, true),
        _ => null,
        cancellationToken ?? Ct);

    protected static async Task RunAsync(SqliteConnection connection, string sql)
    {
        ArgumentNullException.ThrowIfNull(connection);
        await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // The text is a constant of the test.
        command.CommandText = sql;
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync(Ct);
    }
}
