using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using PaymentStatusSdk.Relational.Database;
using PaymentStatusSdk.Relational.Dialects;
using PaymentStatusSdk.Relational.Signals;
using PaymentStatusSdk.Relational.Store;
using PaymentStatusSdk.TestDoubles;
using PaymentStatusSdk.Testing;
using PaymentStatusSdk.Tracking;
using PaymentStatusSdk.Tracking.Stores;

namespace PaymentStatusSdk.Sqlite.Tests;

/// <summary>A store in a <see cref="LockingDialect"/>. Tests compare the statements of its calls with the expected ones.</summary>
public abstract class LockingStoreTest : IAsyncLifetime
{
    private protected const string BeginRead = "BEGIN /*Read*/";
    private protected const string BeginWrite = "BEGIN /*Write*/";
    private protected const string BeginList = "BEGIN /*List*/";
    private protected const string BeforeClaim = "SELECT /*before claim*/";
    private protected const string Commit = "COMMIT";
    private protected const string Rollback = "ROLLBACK";

    private protected static readonly DateTimeOffset Now = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    private readonly ServiceProvider _services = new ServiceCollection().BuildServiceProvider();

    private protected LockingStoreTest(bool isOneWriter = false)
    {
        Dialect = new LockingDialect { IsOneWriter = isOneWriter };
        Hub = new WakeupHub(Dialect);
        Database = new StoreDatabase(Dialect, _services, Clock) { WaitClock = Clock };
        Store = new RelationalTrackingStore(
            Database, Hub, Clock, new LoggerFactory([Log]).CreateLogger<RelationalTrackingStore>());
    }

    private protected static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>The clock of the store, of its database and of its waits.</summary>
    private protected ManualTimeProvider Clock { get; } = new();

    private protected LockingDialect Dialect { get; }

    private protected WakeupHub Hub { get; }

    private protected StoreDatabase Database { get; }

    private protected RelationalTrackingStore Store { get; }

    private protected LogCollector Log { get; } = new();

    /// <summary>The signals of the store to the workers of this instance.</summary>
    private protected List<WorkHint> Hints { get; } = [];

    public async ValueTask InitializeAsync()
    {
        await Store.PrepareAsync(Ct);
        Store.Listen(Hints.Add);
    }

    public async ValueTask DisposeAsync()
    {
        await Dialect.DisposeAsync();
        await _services.DisposeAsync();
        Log.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Runs a call, asserts its statements, and returns its result.</summary>
    private protected async Task<T> RunsAsync<T>(Func<Task<T>> call, params string[] statements)
    {
        Hints.Clear();
        Dialect.Statements.Clear();
        Dialect.Connections.Clear();
        Dialect.Returned.Clear();
        var result = await call();
        Assert.Equal(statements, Dialect.Statements);
        return result;
    }

    private protected Task RunsAsync(Func<Task> call, params string[] statements) => RunsAsync(
        async () =>
        {
            await call();
            return true;
        },
        statements);

    /// <summary>Runs a statement of the test and returns the values of its rows, separated by commas.</summary>
    private protected async Task<string> ReadAsync(string sql)
    {
        var connection = await Dialect.ConnectAsync(Ct);
        await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // The text is a constant of the test.
        command.CommandText = sql;
#pragma warning restore CA2100
        await using var reader = await command.ExecuteReaderAsync(Ct);
        var values = new List<object>();
        while (await reader.ReadAsync(Ct))
        {
            for (var column = 0; column < reader.FieldCount; column++) values.Add(reader.GetValue(column));
        }

        return string.Join(", ", values);
    }

    /// <summary>A time as it is stored.</summary>
    private protected object Stored(DateTimeOffset time) => Dialect.Convert(SqlType.Time, time);

    private protected Task<TrackedTransaction> AddAsync(TrackedTransaction row, string? gatewayKey = null) =>
        Store.AddAsync(row, Keys(row, gatewayKey), _ => null, Ct);

    private protected Task<IReadOnlyList<ClaimedTransaction>> ClaimAsync(string client = "cards", DateTimeOffset? now = null) =>
        Store.ClaimChecksAsync(new CheckClaim(client, 9, now ?? Now, (now ?? Now).AddMinutes(1)), Ct);

    private protected Task<IReadOnlyList<ClaimedChange>> ClaimChangesAsync(DateTimeOffset? now = null) =>
        Store.ClaimChangesAsync(new ChangeClaim(9, now ?? Now, (now ?? Now).AddMinutes(1)), Ct);

    /// <summary>Adds a row whose check has found changes, and returns their ids.</summary>
    private protected async Task<Guid[]> AddChangesAsync(string reference, int count = 1, DateTimeOffset? at = null, Guid? id = null)
    {
        await AddAsync(Row(reference));
        var claimed = Assert.Single(await ClaimAsync());
        StatusChange[] changes = [.. Enumerable.Range(1, count).Select(number => Change(claimed.Transaction, number, id))];
        Assert.Equal([CommitOutcome.Written], await Store.CommitChecksAsync([Checked(claimed, null, changes)], at ?? Now, Ct));
        return [.. changes.Select(change => change.Id)];
    }

    private protected static TrackedTransaction Row(string reference, string client = "cards") => new()
    {
        ClientName = client,
        Query = TransactionQuery.ByMerchantReference(reference),
        Status = TrackingStatus.Active,
        MerchantReference = reference,
        TrackedAt = Now,
        DeadlineAt = Now.AddDays(3),
        NextCheckAt = Now,
    };

    private protected static TransactionKeys Keys(TrackedTransaction row, string? gatewayKey = null) =>
        new(gatewayKey, row.MerchantReference, true);

    /// <summary>Returns the commit of a check: the row is due again in an hour.</summary>
    private protected static CheckCommit Checked(ClaimedTransaction claimed, string? gatewayKey = null, params StatusChange[] changes)
    {
        var row = claimed.Transaction with { GatewayReference = gatewayKey, NextCheckAt = Now.AddHours(1), Sequence = changes.Length };
        return new CheckCommit(row, Keys(row, gatewayKey), claimed.Fence, claimed.Wakes, changes);
    }

    private protected static StatusChange Change(TrackedTransaction row, long sequence, Guid? id = null) => new()
    {
        Id = id ?? Guid.CreateVersion7(Now.AddMilliseconds(sequence)),
        Sequence = sequence,
        Kind = StatusChangeKind.Changed,
        At = Now,
        Transaction = row,
    };

    private protected static DeliveryCommit Ended(ClaimedChange claimed, DeliveryStatus status) => new(
        claimed.Change.Id, claimed.Fence, status, claimed.Change.Attempt, [], status == DeliveryStatus.Pending ? Now.AddMinutes(5) : null,
        status == DeliveryStatus.Delivered ? Now : null, null);

    /// <summary>The update of columns, as a <see cref="LockingDialect"/> shows it.</summary>
    private protected static string Update<T>(string table, SqlColumn<T>[] columns) => $"UPDATE {table} ({Show(columns)})";

    /// <summary>The insertion of columns, as a <see cref="LockingDialect"/> shows it.</summary>
    private protected static string Insert<T>(string table, SqlColumn<T>[] columns) => $"INSERT {table} ({Show(columns)})";

    private static string Show<T>(SqlColumn<T>[] columns) =>
        string.Join(", ", columns.Select(column => $"{column.Name} {column.Type}"));
}
