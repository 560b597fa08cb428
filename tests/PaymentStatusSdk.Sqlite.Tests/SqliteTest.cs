using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using PaymentStatusSdk.Relational.Coordination;
using PaymentStatusSdk.Relational.Database;
using PaymentStatusSdk.Relational.Dialects;
using PaymentStatusSdk.Relational.Signals;
using PaymentStatusSdk.Relational.Store;
using PaymentStatusSdk.Sqlite.Dialects;
using PaymentStatusSdk.Tracking;
using PaymentStatusSdk.Tracking.Stores;

namespace PaymentStatusSdk.Sqlite.Tests;

/// <summary>A file and any number of processes that use it.</summary>
public abstract class SqliteTest : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly List<StoreDatabase> _databases = [];

    protected static readonly DateTimeOffset Now = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    protected static CancellationToken Ct => TestContext.Current.CancellationToken;

    protected string FilePath => PathOf("payments.db");

    public void Dispose()
    {
        foreach (var database in _databases) database.Dialect.DisposeAsync().AsTask().GetAwaiter().GetResult();
        _folder.Dispose();
        GC.SuppressFinalize(this);
    }

    protected string PathOf(string name) => _folder[name];

    private protected RelationalTrackingStore Store(TimeSpan? busyTimeout = null) => Store(Database(FilePath, busyTimeout));

    private protected static RelationalTrackingStore Store(StoreDatabase database, ILogger<RelationalTrackingStore>? logger = null) =>
        new(database, new WakeupHub(database.Dialect), TimeProvider.System, logger ?? NullLogger<RelationalTrackingStore>.Instance);

    private protected static RelationalExchangeLock ExchangeLock(StoreDatabase database, TimeProvider clock) =>
        new(database, new WakeupHub(database.Dialect), clock, NullLogger<RelationalExchangeLock>.Instance);

    private protected static RelationalCallbackRouter CallbackRouter(StoreDatabase database) =>
        new(database, new WakeupHub(database.Dialect), TimeProvider.System, NullLogger<RelationalCallbackRouter>.Instance);

    private protected StoreDatabase Database(string? path = null, TimeSpan? busyTimeout = null, TimeProvider? clock = null) =>
        Database(
            new SqliteDialect(new SqliteStoreOptions
            {
                ConnectionString = path ?? FilePath,
                BusyTimeout = busyTimeout ?? TimeSpan.FromMinutes(2),
            }),
            clock);

    private protected StoreDatabase Database(RelationalDialect dialect, TimeProvider? clock = null, TimeProvider? waitClock = null)
    {
        var database = new StoreDatabase(dialect, new ServiceCollection().BuildServiceProvider(), clock ?? TimeProvider.System)
        {
            WaitClock = waitClock ?? TimeProvider.System,
        };
        _databases.Add(database);
        return database;
    }

    /// <summary>Returns a dialect of the file whose differences a test sets.</summary>
    private protected ScriptedDialect Scripted() => new(new SqliteDialect(new SqliteStoreOptions { ConnectionString = FilePath }));

    /// <summary>Runs a statement on a connection of the store and returns the first row.</summary>
    private protected static Task<object[]> ExecuteAsync(StoreDatabase database, string sql, StoreAccess access = StoreAccess.Write) =>
        database.RunAsync(
            access,
            async (session, token) =>
            {
                var rows = new List<object[]>();
                var statement = new SqlStatement(sql)
                {
                    ReturnsRows = true,
                    Read = reader =>
                    {
                        rows.Add(new object[reader.FieldCount]);
                        reader.GetValues(rows[^1]);
                    },
                };
                await session.CompleteAsync([statement], token);
                return rows.SelectMany(row => row).ToArray();
            },
            Ct);

    private protected static Task<TrackedTransaction> AddAsync(
        RelationalTrackingStore store, string merchantReference, CancellationToken? cancellationToken = null) => store.AddAsync(
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
