using System.Data.Common;
using Microsoft.Data.Sqlite;
using PaymentStatusSdk.Relational.Dialects;
using PaymentStatusSdk.Relational.Signals;
using PaymentStatusSdk.Relational.Store;
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

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Connection_that_never_closes_delays_no_other_delivery(bool isAbandoned)
    {
        var database = Database();
        var hub = new WakeupHub(database.Dialect);
        var (opened, transaction) = await database.BeginAsync(new SqlStatement("SELECT 1") { ReturnsRows = true }, Ct);
        await using var closing = opened.Connection;
        var delivery = new DeliveryTransaction(
            database, new Deliveries(database.Dialect, hub), hub, new Endless(opened.Connection), transaction);

        if (isAbandoned) await delivery.AbandonAsync(Task.CompletedTask, Ct);
        else await delivery.DisposeAsync();
    }

    [Fact]
    public async Task Renewal_waits_for_one_handler_and_not_for_those_that_wait_as_well()
    {
        var store = Store();
        await store.PrepareAsync(Ct);
        var first = await store.BeginDeliveryAsync(await ClaimAsync(store), Ct);
        var second = store.BeginDeliveryAsync(new Lease<Guid>(Guid.Empty, 1), Ct);
        var renewing = store.RenewChangesAsync([new Lease<Guid>(Guid.Empty, 1)], Now, Ct);

        await first!.DisposeAsync();

        Assert.Same(renewing, await Task.WhenAny(renewing, second));
        Assert.Null(await second);
    }

    private static async Task<Lease<Guid>> ClaimAsync(RelationalTrackingStore store)
    {
        await AddAsync(store, "a");
        var claimed = Assert.Single(await store.ClaimChecksAsync(new CheckClaim("cards", 1, Now, Now.AddMinutes(1)), Ct));
        var row = claimed.Transaction with { Sequence = 1 };
        var change = new StatusChange { Id = Guid.NewGuid(), Sequence = 1, Transaction = row };
        await store.CommitChecksAsync(
            [new CheckCommit(row, new TransactionKeys(null, "a", true), claimed.Fence, claimed.Wakes, [change])], Now, Ct);
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
