using Microsoft.Extensions.DependencyInjection;
using PaymentStatusSdk.Relational.Database;
using PaymentStatusSdk.Relational.Dialects;
using PaymentStatusSdk.Relational.Store;
using PaymentStatusSdk.Testing;
using PaymentStatusSdk.Tracking;
using PaymentStatusSdk.Tracking.Stores;

namespace PaymentStatusSdk.Sqlite.Tests;

/// <summary>The connections that each call of the store opens, its clock, and enrollments that others overtake.</summary>
public sealed class StoreCallTests : SqliteTest
{
    private const string Unstorable = "a\0b";

    [Fact]
    public async Task Calls_without_work_open_no_connection()
    {
        var (dialect, store) = await StartAsync();

        Assert.Empty(await store.RenewChecksAsync([], Now, Ct));
        Assert.Empty(await store.RenewChangesAsync([], Now, Ct));
        Assert.Empty(await store.CommitChecksAsync([], Now, Ct));
        await store.CommitDeliveriesAsync([], Ct);
        Assert.Equal(0, await store.WakeAsync(new WakeRequest(Now, Now) { ClientName = "cards" }, Ct));
        await store.NoteTimeAsync(new StoreTime { AcceptedAt = Now }, Ct);

        Assert.Empty(dialect.Opened);
    }

    [Fact]
    public async Task Texts_that_cannot_be_stored_are_found_nowhere_without_a_query()
    {
        var (dialect, store) = await StartAsync();

        Assert.Null(await store.FindAsync(Unstorable, new TransactionKeys("a", "b", true), Ct));
        Assert.Null(await store.FindAsync("cards", new TransactionKeys(Unstorable, "b", true), Ct));
        Assert.Null(await store.FindAsync("cards", new TransactionKeys("a", Unstorable, true), Ct));
        foreach (var filter in new[]
        {
            new TrackedFilter { ClientName = Unstorable }, new TrackedFilter { TransactionId = Unstorable },
        })
        {
            var page = await store.ListAsync(filter, Ct);
            Assert.Empty(page.Items);
            Assert.Null(page.Next);
        }

        foreach (var call in new[]
        {
            new WakeRequest(Now, Now) { Id = 1, ClientName = Unstorable }, new WakeRequest(Now, Now) { Id = 1, GatewayKey = Unstorable },
            new WakeRequest(Now, Now) { Id = 1, MerchantKey = Unstorable },
        })
            Assert.Equal(0, await store.WakeAsync(call, Ct));

        Assert.Empty(dialect.Opened);
    }

    [Fact]
    public async Task Calls_that_find_nothing_to_write_only_read()
    {
        var (dialect, store) = await StartAsync();

        Assert.Empty(await store.ClaimChecksAsync(new CheckClaim("cards", 9, Now, Now.AddMinutes(1)), Ct));
        Assert.Empty(await store.ClaimChangesAsync(new ChangeClaim(9, Now, Now.AddMinutes(1)), Ct));
        Assert.Equal(0, await store.ShortenLeasesAsync(Now, Ct));
        Assert.Null(await store.GetAsync(1, Ct));
        Assert.Null(await store.FindAsync("cards", new TransactionKeys("a", "b", true), Ct));
        Assert.Null(await store.FindAsync("cards", new TransactionKeys(null, null, true), Ct));
        await store.MeasureAsync(Now, Ct);
        await store.GetTimeAsync(Ct);

        Assert.Equal(8, dialect.Opened.Count);
        Assert.All(dialect.Opened, access => Assert.Equal(StoreAccess.Read, access));
    }

    [Fact]
    public async Task Lists_have_connections_of_their_own_and_other_calls_write()
    {
        var (dialect, store) = await StartAsync();

        await store.ListAsync(new TrackedFilter(), Ct);
        await store.ListChangesAsync(new StatusChangeFilter(), Ct);
        Assert.Equal([StoreAccess.List, StoreAccess.List], dialect.Opened);

        dialect.Opened.Clear();
        await AddAsync(store, "a");
        await store.WakeAsync(new WakeRequest(Now, Now) { Id = 1 }, Ct);
        await store.StopAsync(1, Now, Ct);
        await store.ResolveAsync(1, _ => null, Now, Ct);
        await store.RenewChecksAsync([new Lease<long>(1, 1)], Now, Ct);
        await store.RenewChangesAsync([new Lease<Guid>(Guid.Empty, 1)], Now, Ct);
        await store.RedeliverAsync(Guid.Empty, Now, Ct);
        await store.PruneAsync(new PruneRequest(Now, Now, 9), Ct);
        await store.NoteTimeAsync(new StoreTime { NewestAt = Now }, Ct);

        Assert.Equal(9, dialect.Opened.Count);
        Assert.All(dialect.Opened, access => Assert.Equal(StoreAccess.Write, access));
    }

    [Theory]
    [InlineData(100, true)]
    [InlineData(101, false)]
    public async Task Enrollment_that_is_always_overtaken_is_tried_a_hundred_times(int successfulRound, bool isAdded)
    {
        var (dialect, store) = await StartAsync();
        var rounds = 0;
        dialect.OnInsertOrIgnore = insert => ++rounds == successfulRound ? insert : new SqlStatement("SELECT 1 WHERE 1 = 0");

        var adding = AddAsync(store, "a");

        if (isAdded) Assert.Equal(1, (await adding).Id);
        else Assert.True((await Assert.ThrowsAsync<TrackingStoreException>(() => adding)).IsTransient);
        Assert.Equal(100, rounds);
    }

    [Fact]
    public async Task Noted_times_are_kept_with_all_their_digits()
    {
        var (_, store) = await StartAsync();
        Assert.Equal(new StoreTime(), await store.GetTimeAsync(Ct));
        var time = new StoreTime { NewestAt = Now.AddTicks(1), AcceptedAt = Now.AddTicks(-1) };

        await store.NoteTimeAsync(time, Ct);
        Assert.Equal(time, await store.GetTimeAsync(Ct));

        await store.NoteTimeAsync(time with { AcceptedAt = null }, Ct);
        Assert.Equal(time with { AcceptedAt = null }, await store.GetTimeAsync(Ct));
    }

    [Theory]
    [InlineData(false, false, true)]
    [InlineData(true, false, false)]
    [InlineData(false, true, false)]
    public async Task Clock_of_the_database_is_used_unless_a_test_replaces_it(
        bool hasOtherClock, bool hasServerClock, bool isOfDatabase)
    {
        var clock = new ManualTimeProvider();
        var dialect = InMemory();
        // January 1, 2026, in microseconds.
        dialect.Clock = "SELECT 1767225600000000";
        var services = new ServiceCollection();
        if (hasServerClock) services.AddKeyedSingleton<TimeProvider>(RelationalDialect.ServerClockKey, clock);
        await using var provider = services.BuildServiceProvider();
        var database = new StoreDatabase(dialect, provider, hasOtherClock ? clock : TimeProvider.System);
        var store = Store(database);

        await store.NoteTimeAsync(new StoreTime { NewestAt = Now }, Ct);
        var time = await store.GetTimeAsync(Ct);

        Assert.Equal(isOfDatabase, database.HasClock);
        Assert.Equal(
            new StoreTime { Now = isOfDatabase ? new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero) : clock.GetUtcNow() }, time);
        // The database needs no table for the time.
        Assert.Equal(0L, Assert.Single(await ExecuteAsync(database, "SELECT COUNT(*) FROM payment_clock")));
        await dialect.DisposeAsync();
    }

    private async Task<(ScriptedDialect Dialect, RelationalTrackingStore Store)> StartAsync()
    {
        var dialect = InMemory();
        var database = Database(dialect);
        await database.PrepareAsync(Ct);
        dialect.Opened.Clear();
        return (dialect, Store(database));
    }

    private static ScriptedDialect InMemory() => new(new LockingDialect { IsOneWriter = true });
}
