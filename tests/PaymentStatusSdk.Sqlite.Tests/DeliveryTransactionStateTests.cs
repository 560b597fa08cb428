using Microsoft.Data.Sqlite;
using PaymentStatusSdk.Relational.Dialects;
using PaymentStatusSdk.Relational.Store;
using PaymentStatusSdk.Tracking;
using PaymentStatusSdk.Tracking.Stores;

namespace PaymentStatusSdk.Sqlite.Tests;

/// <summary>The transaction of a handler: its statements, its end, and the connection that it leaves behind.</summary>
public sealed class DeliveryTransactionStateTests() : LockingStoreTest(isOneWriter: true)
{
    private const string Save = "SAVEPOINT payment_delivery";
    private const string Release = "RELEASE payment_delivery";
    private const string Claim = "SELECT payment_change (id Uuid, fence Number)";
    private const string Siblings =
        "SELECT payment_change /*PRIMARY*/ /*ordered*/ payment_change /*payment_change_transaction*/ /*lock c*/ (ids0 Uuid)";

    private static string Delivered => Update("payment_change", ChangeRow.Delivered);

    [Fact]
    public async Task Result_is_written_if_the_savepoint_still_exists()
    {
        var claimed = await ClaimOneAsync();
        await using var delivery = await RunsAsync(() => Store.BeginDeliveryAsync(LeaseOf(claimed), Ct), Save, Claim);

        Assert.True(await RunsAsync(
            () => delivery!.CommitAsync(Ended(claimed, DeliveryStatus.Delivered), Ct), Release, Siblings, Siblings, Delivered));

        Assert.Empty(Hints);
    }

    [Fact]
    public async Task Database_without_savepoints_has_none_to_release()
    {
        Dialect.LacksSavepoints = true;
        var claimed = await ClaimOneAsync();
        await using var delivery = await RunsAsync(() => Store.BeginDeliveryAsync(LeaseOf(claimed), Ct), Claim);

        Assert.True(await RunsAsync(
            () => delivery!.CommitAsync(Ended(claimed, DeliveryStatus.Delivered), Ct), Siblings, Siblings, Delivered));
    }

    [Fact]
    public async Task Commit_that_makes_another_change_due_is_signaled()
    {
        var claimed = await ClaimOneAsync(changes: 2);
        await using var delivery = await BeginAsync(claimed);
        Hints.Clear();

        Assert.True(await delivery.CommitAsync(Ended(claimed, DeliveryStatus.Delivered), Ct));

        Assert.Equal([WorkHint.Changes], Hints);
    }

    [Fact]
    public async Task Lost_claim_is_neither_committed_nor_signaled()
    {
        var claimed = await ClaimOneAsync(changes: 2);
        await ReadAsync("CREATE TABLE effects (id INTEGER)");
        await using (var delivery = await BeginAsync(claimed))
        {
            await ExecuteAsync(delivery, "INSERT INTO effects VALUES (1)");
            Hints.Clear();
            Assert.False(await delivery.CommitAsync(Ended(claimed, DeliveryStatus.Delivered) with { Fence = 2 }, Ct));
        }

        Assert.Empty(Hints);
        Assert.Equal("0", await ReadAsync("SELECT COUNT(*) FROM effects"));
    }

    [Fact]
    public async Task Claim_that_is_not_held_begins_no_transaction_and_leaves_the_turn_to_the_next_one()
    {
        var claimed = await ClaimOneAsync();

        Assert.Null(await RunsAsync(() => Store.BeginDeliveryAsync(LeaseOf(claimed) with { Fence = 2 }, Ct), Save, Claim));

        Assert.Equal([true], Dialect.Returned);
        await using var delivery = await BeginAsync(claimed);
    }

    // Ending it twice would let two handlers begin at once.
    [Theory]
    [InlineData(true, true)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(false, false)]
    public async Task Second_end_of_a_transaction_has_no_effect(bool isAbandonedFirst, bool isAbandonedThen)
    {
        var claimed = await ClaimOneAsync();
        var delivery = await BeginAsync(claimed);
        Dialect.Returned.Clear();

        await EndAsync(isAbandonedFirst);
        await EndAsync(isAbandonedThen);

        Assert.Equal([true], Dialect.Returned);
        Assert.Equal(isAbandonedFirst ? 1 : 0, Dialect.Aborts);
        await using var next = await BeginAsync(claimed);

        Task EndAsync(bool isAbandoned) =>
            isAbandoned ? delivery.AbandonAsync(Task.CompletedTask, Ct) : delivery.DisposeAsync().AsTask();
    }

    [Theory(Timeout = 60_000)]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Connection_of_an_abandoned_handler_is_closed_when_the_handler_ends(bool hasFailed)
    {
        var delivery = await BeginAsync(await ClaimOneAsync());
        var handler = new TaskCompletionSource();
        var returned = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Dialect.OnReturn = returned.SetResult;

        await delivery.AbandonAsync(handler.Task, Ct);
        Assert.False(returned.Task.IsCompleted);
        if (hasFailed) handler.SetException(new FormatException());
        else handler.SetResult();

        await returned.Task.WaitAsync(Ct);
        Assert.True(Dialect.Returned[^1]);
    }

    [Fact(Timeout = 60_000)]
    public async Task Connection_of_an_abandoned_handler_that_never_ends_is_closed_after_five_seconds()
    {
        var delivery = await BeginAsync(await ClaimOneAsync());
        var returned = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Dialect.OnReturn = returned.SetResult;

        await delivery.AbandonAsync(new TaskCompletionSource().Task, Ct);
        Clock.Advance(TimeSpan.FromSeconds(5) - TimeSpan.FromTicks(1));
        Assert.False(returned.Task.IsCompleted);
        Clock.Advance(TimeSpan.FromTicks(1));

        await returned.Task.WaitAsync(Ct);
        Assert.True(Dialect.Returned[^1]);
    }

    [Theory]
    [InlineData(true, false, 2, false)]
    [InlineData(true, true, 2, true)]
    [InlineData(false, false, 1, true)]
    public async Task Session_is_reset_after_a_commit_and_its_connection_is_closed_otherwise(
        bool isCommitted, bool failsReset, int resets, bool isClosed)
    {
        var claimed = await ClaimOneAsync();
        var count = 0;
        Dialect.OnReset = () =>
        {
            if (++count == 2 && failsReset) throw new InvalidOperationException();
        };
        await using (var delivery = await BeginAsync(claimed))
        {
            if (isCommitted) Assert.True(await delivery.CommitAsync(Ended(claimed, DeliveryStatus.Delivered), Ct));
            Dialect.Returned.Clear();
        }

        Assert.Equal(resets, count);
        Assert.Equal([isClosed], Dialect.Returned);
    }

    [Fact]
    public async Task Connection_that_cannot_be_closed_delays_no_other_delivery()
    {
        var claimed = await ClaimOneAsync();
        var delivery = await BeginAsync(claimed);
        Dialect.OnReturn = () => throw new InvalidOperationException();

        await delivery.DisposeAsync();

        Dialect.OnReturn = null;
        await using var next = await BeginAsync(claimed);
    }

    [Fact]
    public async Task Transaction_that_has_ended_is_an_error_of_the_handler()
    {
        var claimed = await ClaimOneAsync();
        await using var delivery = await BeginAsync(claimed);
        await delivery.Transaction.RollbackAsync(Ct);

        Assert.Null((await RefusalAsync(delivery, claimed)).InnerException);
    }

    [Fact]
    public async Task Savepoint_that_no_longer_exists_is_an_error_of_the_handler()
    {
        var claimed = await ClaimOneAsync();
        await using var delivery = await BeginAsync(claimed);
        await ExecuteAsync(delivery, "RELEASE SAVEPOINT payment_delivery");

        Assert.IsType<SqliteException>((await RefusalAsync(delivery, claimed)).InnerException);
    }

    [Fact]
    public async Task Session_that_is_not_usable_is_an_error_of_the_handler()
    {
        var claimed = await ClaimOneAsync();
        await using var delivery = await BeginAsync(claimed);
        await using var closed = new StatementConnection(new SqliteConnection("Data Source=:memory:"), static (_, _) => { });
        var other = new DeliveryTransaction(
            Database, new Deliveries(Dialect, Hub), Hub, new StoreConnection(closed), delivery.Transaction);

        Assert.IsType<InvalidOperationException>((await RefusalAsync(other, claimed)).InnerException);
    }

    [Fact]
    public async Task Transient_failure_is_no_error_of_the_handler()
    {
        var claimed = await ClaimOneAsync();
        await using var delivery = await BeginAsync(claimed);
        await ExecuteAsync(delivery, "RELEASE SAVEPOINT payment_delivery");
        Dialect.Explanation = new StoreFailure("lost", true);

        var failure = await Assert.ThrowsAsync<TrackingStoreException>(
            () => delivery.CommitAsync(Ended(claimed, DeliveryStatus.Delivered), Ct));

        Assert.Equal(("lost", true), (failure.Message, failure.IsTransient));
        Assert.IsType<SqliteException>(failure.InnerException);
    }

    private static Lease<Guid> LeaseOf(ClaimedChange claimed) => new(claimed.Change.Id, claimed.Fence);

    private static async Task<InvalidOperationException> RefusalAsync(IDeliveryTransaction delivery, ClaimedChange claimed)
    {
        var refusal = await Assert.ThrowsAsync<InvalidOperationException>(
            () => delivery.CommitAsync(Ended(claimed, DeliveryStatus.Delivered), Ct));
        Assert.StartsWith("The transaction of the delivery has ended or failed", refusal.Message, StringComparison.Ordinal);
        return refusal;
    }

    private static async Task ExecuteAsync(IDeliveryTransaction delivery, string sql)
    {
        await using var command = delivery.Transaction.Connection!.CreateCommand();
        command.Transaction = delivery.Transaction;
#pragma warning disable CA2100 // The text is a constant of the test.
        command.CommandText = sql;
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync(Ct);
    }

    private async Task<ClaimedChange> ClaimOneAsync(int changes = 1)
    {
        await AddChangesAsync("a", changes);
        return Assert.Single(await ClaimChangesAsync());
    }

    private async Task<IDeliveryTransaction> BeginAsync(ClaimedChange claimed)
    {
        var delivery = await Store.BeginDeliveryAsync(LeaseOf(claimed), Ct);
        Assert.NotNull(delivery);
        return delivery;
    }
}
