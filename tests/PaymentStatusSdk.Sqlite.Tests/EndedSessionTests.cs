using PaymentStatusSdk.Relational.Store;
using PaymentStatusSdk.Tracking;
using PaymentStatusSdk.Tracking.Stores;

namespace PaymentStatusSdk.Sqlite.Tests;

/// <summary>A server ends the session of a handler that exceeded its time limit, by a statement on another connection.</summary>
public sealed class EndedSessionTests : SqliteTest
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Session_of_an_abandoned_handler_is_ended_by_a_statement(bool isFailing)
    {
        // The handler has its own connection to the file.
        var dialect = new LockingDialect(FilePath) { Session = "SELECT 'session 1'" };
        var store = Store(Database(dialect));
        var claimed = await ClaimAsync(store);
        dialect.Statements.Clear();
        var delivery = await store.BeginDeliveryAsync(new Lease<Guid>(claimed.Change.Id, claimed.Fence), Ct);
        Assert.Equal(
            ["SAVEPOINT payment_delivery", "SELECT payment_change (id Uuid, fence Number)", "SELECT"], dialect.Statements);
        dialect.Statements.Clear();
        dialect.Returned.Clear();
        if (isFailing) dialect.OnParameter = _ => throw new InvalidOperationException();

        await delivery!.AbandonAsync(Task.CompletedTask, Ct);

        Assert.Equal(["session 1"], dialect.Ended);
        Assert.Equal(0, dialect.Aborts);
        string[] expected = ["BEGIN /*Write*/", "SELECT /*end*/ (session Text)", "COMMIT"];
        Assert.Equal(isFailing ? ["BEGIN /*Write*/", "ROLLBACK"] : expected, dialect.Statements);
        // The connections of the statement and of the handler.
        Assert.Equal([false, true], dialect.Returned);
    }

    private static async Task<ClaimedChange> ClaimAsync(RelationalTrackingStore store)
    {
        await AddAsync(store, "a");
        var claimed = Assert.Single(await store.ClaimChecksAsync(new CheckClaim("cards", 1, Now, Now.AddMinutes(1)), Ct));
        var row = claimed.Transaction with { NextCheckAt = Now.AddHours(1), Sequence = 1 };
        var change = new StatusChange { Id = Guid.NewGuid(), Sequence = 1, Transaction = row };
        await store.CommitChecksAsync(
            [new CheckCommit(row, new TransactionKeys(null, "a", true), claimed.Fence, claimed.Wakes, [change])], Now, Ct);
        return Assert.Single(await store.ClaimChangesAsync(new ChangeClaim(1, Now, Now.AddMinutes(1)), Ct));
    }
}
