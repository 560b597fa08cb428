using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using PaymentStatusSdk.Relational.Database;
using PaymentStatusSdk.Relational.Store;
using PaymentStatusSdk.Tracking;
using PaymentStatusSdk.Tracking.Stores;

namespace PaymentStatusSdk.Sqlite.Tests;

/// <summary>The statements that delete old rows, shorten leases, count rows and keep the newest time.</summary>
public sealed class MaintenanceStatementTests : LockingStoreTest
{
    private const string OldChanges = "SELECT payment_change /*lock*/ /*skip*/ (before Time, count Number)";
    private const string OldRows = "SELECT payment_tracked payment_change /*lock t*/ /*skip*/ (before Time, count Number)";
    private const string ChangesOfRows = "SELECT payment_change (ids0 Number)";
    private const string DeleteRow = "DELETE payment_tracked (ids0 Number)";
    private const string DeleteChange = "DELETE payment_change (ids0 Uuid)";
    private const string LockLongRows = "SELECT payment_tracked /*lock*/ /*skip*/ (latest Time)";
    private const string LockLongChanges = "SELECT payment_change /*lock*/ /*skip*/ (latest Time)";
    private const string ShortenRow = "UPDATE payment_tracked (id Number, due_at Time)";
    private const string ShortenChange = "UPDATE payment_change (id Uuid, due_at Time)";

    private static readonly string[] LongLeases =
        [BeginRead, "SELECT payment_tracked (latest Time)", "SELECT payment_change (latest Time)", Commit];

    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task Old_row_is_deleted_with_its_changes_once()
    {
        await AddChangesAsync("a");
        await DeliverAsync();
        await Store.StopAsync(1, Now, Ct);

        Assert.Equal(
            2, await PrunesAsync(BeginWrite, OldChanges, OldRows, ChangesOfRows, DeleteRow, DeleteChange, Commit));
        Assert.Equal(0, await PrunesAsync(BeginWrite, OldChanges, OldRows, Commit));
    }

    [Fact]
    public async Task Rows_and_changes_are_deleted_without_the_other()
    {
        await AddChangesAsync("a");
        await DeliverAsync();
        Assert.Equal(1, await PrunesAsync(BeginWrite, OldChanges, OldRows, DeleteChange, Commit));

        await Store.StopAsync(1, Now, Ct);
        Assert.Equal(1, await PrunesAsync(BeginWrite, OldChanges, OldRows, ChangesOfRows, DeleteRow, Commit));
    }

    [Fact]
    public async Task Leases_of_rows_and_changes_are_shortened()
    {
        await AddChangesAsync("a");
        await ClaimChangesAsync();
        await AddAsync(Row("b"));
        await ClaimAsync();
        var latest = Now.AddSeconds(30).AddTicks(1);

        Assert.Equal(
            2, await ShortensAsync(
                latest,
                [.. LongLeases, BeginWrite, LockLongRows, LockLongChanges, ShortenRow, ShortenChange, Commit]));

        var stored = Stored(Now.AddSeconds(30).AddMicroseconds(1));
        Assert.Equal($"{stored}", await ReadAsync("SELECT due_at FROM payment_tracked WHERE leased = TRUE"));
        Assert.Equal($"{stored}", await ReadAsync("SELECT due_at FROM payment_change"));
        Assert.Equal(0, await ShortensAsync(latest, LongLeases));
    }

    [Fact]
    public async Task Only_long_leases_are_shortened()
    {
        await AddAsync(Row("a"));
        await ClaimAsync();
        Assert.Equal(
            1, await ShortensAsync(Now, [.. LongLeases, BeginWrite, LockLongRows, LockLongChanges, ShortenRow, Commit]));
        await Store.StopAsync(1, Now, Ct);
        await AddChangesAsync("b");
        await ClaimChangesAsync();

        Assert.Equal(
            1, await ShortensAsync(Now, [.. LongLeases, BeginWrite, LockLongRows, LockLongChanges, ShortenChange, Commit]));
    }

    [Fact]
    public async Task Next_check_is_read_once_for_each_client()
    {
        const string NextCheck = "SELECT payment_tracked (client Name)";
        await AddAsync(Row("a"));
        var claimed = Assert.Single(await ClaimAsync());
        await Store.CommitChecksAsync([Checked(claimed) with { Transaction = Believed(claimed.Transaction) }], Now, Ct);
        await AddAsync(Row("b") with { TrackedAt = Now - Minute });
        await AddAsync(Row("c", "Cards") with { NextCheckAt = Now - Minute });

        var figures = await MeasuresAsync(
            Now, BeginRead, "SELECT payment_tracked", "SELECT payment_change", "SELECT payment_change", NextCheck, NextCheck, Commit);

        Assert.Equal(
            [
                new ActiveCount("Cards", PaymentState.Unknown, 1) { OldestTrackedAt = Now },
                new ActiveCount("cards", PaymentState.Pending, 1) { OldestTrackedAt = Now },
                new ActiveCount("cards", PaymentState.Unknown, 1) { OldestTrackedAt = Now - Minute },
            ],
            figures.Active.OrderBy(one => one.ClientName, StringComparer.Ordinal).ThenByDescending(one => one.State));
        Assert.Equal(2, figures.NextCheckAt.Count);
        Assert.Equal((Now, Now - Minute), (figures.NextCheckAt["cards"], figures.NextCheckAt["Cards"]));
        Assert.Equal(Now - Minute, figures.OldestDueAt);
        Assert.Equal(Now - Minute, (await Store.MeasureAsync(Now - Minute, Ct)).OldestDueAt);
        Assert.Null((await Store.MeasureAsync(Now - 2 * Minute, Ct)).OldestDueAt);
    }

    [Fact]
    public async Task Next_delivery_is_pending_when_it_is_due()
    {
        await AddChangesAsync("a");
        await Store.CommitDeliveriesAsync([Ended(Assert.Single(await ClaimChangesAsync()), DeliveryStatus.Parked)], Ct);
        await AddChangesAsync("b");

        var due = await Store.MeasureAsync(Now, Ct);
        var before = await Store.MeasureAsync(Now - Minute, Ct);

        Assert.Equal((Now, Now, 1L), (due.OldestPendingAt!.Value, due.NextDeliveryAt!.Value, due.Parked));
        Assert.Null(before.OldestPendingAt);
        Assert.Equal(Now, before.NextDeliveryAt);
    }

    [Fact]
    public async Task Newest_time_replaces_the_one_before()
    {
        var time = new StoreTime { NewestAt = Now.AddTicks(1), AcceptedAt = Now.AddTicks(-1) };
        await Store.NoteTimeAsync(new StoreTime { NewestAt = Now }, Ct);

        await RunsAsync(
            () => Store.NoteTimeAsync(time, Ct),
            BeginWrite, "DELETE payment_clock", "INSERT payment_clock (newest Number, accepted Number)", Commit);

        Assert.Equal(time, await RunsAsync(() => Store.GetTimeAsync(Ct), BeginRead, "SELECT payment_clock", Commit));
        await RunsAsync(() => Store.NoteTimeAsync(new StoreTime { AcceptedAt = Now }, Ct));
    }

    [Fact]
    public async Task Clock_of_the_database_is_read_and_no_time_is_noted()
    {
        // January 1, 2026, in microseconds.
        Dialect.Clock = "SELECT 1767225600000000";
        await using var services = new ServiceCollection().BuildServiceProvider();
        var database = new StoreDatabase(Dialect, services, TimeProvider.System);
        var store = new RelationalTrackingStore(database, Hub, TimeProvider.System, NullLogger<RelationalTrackingStore>.Instance);
        await store.PrepareAsync(Ct);

        Assert.Equal(
            new StoreTime { Now = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero) },
            await RunsAsync(() => store.GetTimeAsync(Ct), BeginRead, "SELECT", Commit));
        await RunsAsync(() => store.NoteTimeAsync(new StoreTime { NewestAt = Now }, Ct));
    }

    private static TrackedTransaction Believed(TrackedTransaction row) => row with
    {
        NextCheckAt = Now.AddHours(1),
        Belief = StatusRules.Advance(null, new TransactionStatusResult
        {
            ClientName = row.ClientName,
            Outcome = LookupOutcome.Answered,
            State = PaymentState.Pending,
            Finality = Finality.Open,
            MerchantReference = row.MerchantReference,
            AskedAt = Now,
            ObservedAt = Now,
        }),
    };

    private async Task DeliverAsync() => await Store.CommitDeliveriesAsync(
        [Ended(Assert.Single(await ClaimChangesAsync()), DeliveryStatus.Delivered)], Ct);

    private Task<int> PrunesAsync(params string[] statements) =>
        RunsAsync(() => Store.PruneAsync(new PruneRequest(Now + Minute, Now + Minute, 9), Ct), statements);

    private Task<int> ShortensAsync(DateTimeOffset latest, string[] statements) =>
        RunsAsync(() => Store.ShortenLeasesAsync(latest, Ct), statements);

    private Task<TrackingFigures> MeasuresAsync(DateTimeOffset now, params string[] statements) =>
        RunsAsync(() => Store.MeasureAsync(now, Ct), statements);
}
