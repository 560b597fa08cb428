using System.Data.Common;
using Microsoft.Data.Sqlite;
using PaymentStatusSdk.Relational.Dialects;
using PaymentStatusSdk.Relational.Signals;
using PaymentStatusSdk.Relational.Store;
using PaymentStatusSdk.Testing;
using PaymentStatusSdk.Tracking;
using PaymentStatusSdk.Tracking.Stores;

namespace PaymentStatusSdk.Sqlite.Tests;

/// <summary>Waits in the driver and for a database that does not respond are bounded.</summary>
public sealed class BoundedWaitTests : SqliteTest
{
    [Fact]
    public async Task Driver_blocks_a_thread_for_one_second_at_most()
    {
        var database = Database();
        await database.PrepareAsync(Ct);
        await using var opened = await database.Dialect.OpenAsync(StoreAccess.Write, Ct);
        var connection = (SqliteConnection)opened.Connection;

        Assert.Equal((1, 1), (database.Dialect.CommandTimeoutSeconds, connection.DefaultTimeout));
        await using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA busy_timeout";
        Assert.Equal(1000L, await command.ExecuteScalarAsync(Ct));
    }

    [Theory(Timeout = 60_000)]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Connection_that_never_closes_delays_no_other_delivery(bool isAbandoned)
    {
        var clock = new ManualTimeProvider();
        var database = Database(Scripted(), waitClock: clock);
        var hub = new WakeupHub(database.Dialect);
        var (opened, transaction) = await database.BeginAsync(new SqlStatement("SELECT 1") { ReturnsRows = true }, Ct);
        await using var closing = opened.Connection;
        var delivery = new DeliveryTransaction(
            database, new Deliveries(database.Dialect, hub), hub, new Endless(opened.Connection), transaction);

        var ending = isAbandoned ? delivery.AbandonAsync(Task.CompletedTask, Ct) : delivery.DisposeAsync().AsTask();

        await clock.AdvanceWhenScheduledAsync(TimeSpan.FromSeconds(5), Ct);
        await ending;
    }

    [Fact(Timeout = 60_000)]
    public async Task Renewal_waits_for_one_handler_and_not_for_those_that_wait_as_well()
    {
        var store = Store();
        await store.PrepareAsync(Ct);
        var (one, other) = (await ClaimAsync(store, "a"), await ClaimAsync(store, "b"));
        var first = await store.BeginDeliveryAsync(one, Ct);
        var second = store.BeginDeliveryAsync(other, Ct);
        var renewing = store.RenewChangesAsync([new Lease<Guid>(Guid.Empty, 1)], Now, Ct);

        await first!.DisposeAsync();

        // The second handler keeps the write lock until it ends.
        await renewing;
        await (await second)!.DisposeAsync();
    }

    private static async Task<Lease<Guid>> ClaimAsync(RelationalTrackingStore store, string reference)
    {
        await AddAsync(store, reference);
        var claimed = Assert.Single(await store.ClaimChecksAsync(new CheckClaim("cards", 1, Now, Now.AddMinutes(1)), Ct));
        var row = claimed.Transaction with { NextCheckAt = Now.AddHours(1), Sequence = 1 };
        var change = new StatusChange { Id = Guid.NewGuid(), Sequence = 1, Transaction = row };
        await store.CommitChecksAsync(
            [new CheckCommit(row, new TransactionKeys(null, reference, true), claimed.Fence, claimed.Wakes, [change])], Now, Ct);
        var due = Assert.Single(await store.ClaimChangesAsync(new ChangeClaim(1, Now.AddMinutes(1), Now.AddMinutes(2)), Ct));
        return new Lease<Guid>(due.Change.Id, due.Fence);
    }

    private sealed class Endless(DbConnection connection) : StoreConnection(connection)
    {
        private readonly TaskCompletionSource _never = new();

        public override void Abort() => _never.Task.GetAwaiter().GetResult();

        protected override ValueTask ReturnAsync() => new(_never.Task);
    }
}
