using System.Data;
using System.Data.Common;
using PaymentStatusSdk.Tracking;
using PaymentStatusSdk.Tracking.Stores;

namespace PaymentStatusSdk.Conformance.Stores.Parts;

/// <summary>
/// A transaction that is tracked inside a database transaction of the merchant is tracked when that one commits, and only then.
/// </summary>
public abstract class MerchantTransactionTests<TFixture> : StorePart<TFixture>
    where TFixture : ITransactionalStoreFixture, new()
{
    private MerchantTable Orders => field ??= new MerchantTable(Fixture, "orders");

    private ITransactionalTrackingStore Transactional => (ITransactionalTrackingStore)Store;

    [Fact]
    public async Task Order_and_row_commit_together()
    {
        await PrepareAsync();
        await using var connection = await Orders.Database.OpenConnectionAsync(Ct);
        await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.ReadCommitted, Ct);
        await Orders.AddAsync(transaction, "order-1", Ct);

        var tracked = await TrackAsync(transaction, Row());

        Assert.True(tracked.Id > 0);
        Assert.Null(await Other.Store.GetAsync(tracked.Id, Ct));
        Assert.Empty(await ClaimAsync());
        await transaction.CommitAsync(Ct);
        Assert.Equal(tracked, await Other.Store.GetAsync(tracked.Id, Ct));
        Assert.Equal(tracked.Id, Assert.Single(await ClaimAsync()).Transaction.Id);
        Assert.Equal(1, await Orders.CountAsync(Ct));
    }

    [Fact]
    public async Task Rollback_leaves_nothing()
    {
        await PrepareAsync();
        await using var connection = await Orders.Database.OpenConnectionAsync(Ct);
        await using (var transaction = await connection.BeginTransactionAsync(IsolationLevel.ReadCommitted, Ct))
        {
            await Orders.AddAsync(transaction, "order-1", Ct);
            await TrackAsync(transaction, Row());
            await transaction.RollbackAsync(Ct);
        }

        Assert.Empty((await Store.ListAsync(new TrackedFilter(), Ct)).Items);
        Assert.Equal(0, await Orders.CountAsync(Ct));
        var added = await AddAsync(Row());
        Assert.Equal(added.Id, Assert.Single(await ClaimAsync()).Transaction.Id);
    }

    [Fact]
    public async Task Rollback_undoes_the_additions_to_an_existing_row()
    {
        await PrepareAsync();
        var claimed = await AddAndClaimAsync(Row());
        await using var connection = await Orders.Database.OpenConnectionAsync(Ct);
        await using (var transaction = await connection.BeginTransactionAsync(IsolationLevel.ReadCommitted, Ct))
        {
            var joined = await TrackAsync(transaction, Row(), existing => existing with { MerchantReference = "ORDER-1" });
            Assert.Equal((claimed.Transaction.Id, "ORDER-1"), (joined.Id, joined.MerchantReference));
            await transaction.RollbackAsync(Ct);
        }

        // The claim is still held: its fencing number has not changed.
        Assert.Equal(CommitOutcome.Written, await CommitAsync(Checked(claimed)));
        Assert.Equal("order-1", (await Store.GetAsync(claimed.Transaction.Id, Ct))!.MerchantReference);
    }

    [Fact]
    public async Task Contradiction_leaves_the_transaction_usable()
    {
        await PrepareAsync();
        await AddAsync(Row());
        await using var connection = await Orders.Database.OpenConnectionAsync(Ct);
        await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.ReadCommitted, Ct);
        var contradiction = new ArgumentException("No.");

        var thrown = await Assert.ThrowsAsync<ArgumentException>(() => TrackAsync(transaction, Row(), _ => throw contradiction));

        Assert.Same(contradiction, thrown);
        await Orders.AddAsync(transaction, "order-1", Ct);
        await transaction.CommitAsync(Ct);
        Assert.Equal(1, await Orders.CountAsync(Ct));
    }

    [Theory]
    [InlineData("committed")]
    [InlineData("rolled back")]
    [InlineData("disposed")]
    [InlineData("closed")]
    public async Task Transaction_that_has_ended_is_refused(string end)
    {
        await PrepareAsync();
        await using var connection = await Orders.Database.OpenConnectionAsync(Ct);
        await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.ReadCommitted, Ct);
        if (end == "committed") await transaction.CommitAsync(Ct);
        else if (end == "rolled back") await transaction.RollbackAsync(Ct);
        else if (end == "disposed") await transaction.DisposeAsync();
        else await connection.CloseAsync();

        var thrown = await Assert.ThrowsAsync<ArgumentException>(() => TrackAsync(transaction, Row()));

        Assert.Contains("open transaction", thrown.Message, StringComparison.Ordinal);
        Assert.Empty((await Store.ListAsync(new TrackedFilter(), Ct)).Items);
    }

    [Theory]
    [InlineData("COMMIT")]
    [InlineData("ROLLBACK")]
    public async Task Transaction_that_a_statement_has_ended_is_refused(string end)
    {
        await PrepareAsync();
        // The database of the second connection is known.
        foreach (var isKnown in new[] { false, true })
        {
            var transaction = await BeginAsync(IsolationLevel.ReadCommitted);
            var connection = transaction.Connection!;
            if (isKnown) await TrackAsync(transaction, Row("order-2"));
            await using (var command = connection.CreateCommand())
            {
                command.Transaction = transaction;
#pragma warning disable CA2100 // Constants.
                command.CommandText = end;
#pragma warning restore CA2100
                await command.ExecuteNonQueryAsync(Ct);
            }

            var thrown = await Assert.ThrowsAsync<ArgumentException>(() => TrackAsync(transaction, Row()));

            Assert.Contains("open transaction", thrown.Message, StringComparison.Ordinal);
            // Some drivers do not know that the transaction has ended.
            await Record.ExceptionAsync(() => connection.DisposeAsync().AsTask());
        }

        Assert.Equal(end == "COMMIT" ? 1 : 0, (await Store.ListAsync(new TrackedFilter(), Ct)).Items.Count);
    }

    [Fact]
    public async Task Transaction_of_another_provider_is_refused()
    {
        await PrepareAsync();
        await using var transaction = new ForeignTransaction();

        var thrown = await Assert.ThrowsAsync<ArgumentException>(() => TrackAsync(transaction, Row()));

        Assert.Contains("ForeignConnection", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Transaction_of_another_database_is_refused_and_stays_usable()
    {
        await PrepareAsync();
        await using var connection = await Fixture.ConnectElsewhereAsync(Ct);
        await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.ReadCommitted, Ct);

        for (var call = 0; call < 2; call++)
        {
            var thrown = await Assert.ThrowsAsync<ArgumentException>(() => TrackAsync(transaction, Row()));
            Assert.Contains("another database", thrown.Message, StringComparison.Ordinal);
        }

        await using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = "SELECT 1";
        Assert.NotNull(await command.ExecuteScalarAsync(Ct));
        await transaction.CommitAsync(Ct);
        Assert.Empty((await Store.ListAsync(new TrackedFilter(), Ct)).Items);
    }

    [Theory]
    [InlineData(true, null)]
    [InlineData(false, "g-1")]
    public async Task Concurrent_transactions_track_one_reference_in_one_row(bool isCommitted, string? gatewayReference)
    {
        await PrepareAsync();
        await using var first = await Orders.Database.OpenConnectionAsync(Ct);
        await using var one = await first.BeginTransactionAsync(IsolationLevel.ReadCommitted, Ct);
        var tracked = await TrackAsync(one, Row("order-1", gatewayReference));

        var second = Task.Run(async () =>
        {
            await using var connection = await Orders.Database.OpenConnectionAsync(Ct);
            await using var other = await connection.BeginTransactionAsync(IsolationLevel.ReadCommitted, Ct);
            var row = await TrackAsync(other, Row("order-1", gatewayReference));
            await other.CommitAsync(Ct);
            return row;
        }, Ct);
        if (isCommitted) await one.CommitAsync(Ct);
        else await one.RollbackAsync(Ct);

        var row = await second;
        Assert.Equal(row.Id, Assert.Single((await Store.ListAsync(new TrackedFilter(), Ct)).Items).Id);
        if (isCommitted) Assert.Equal(tracked.Id, row.Id);
    }

    [Fact]
    public async Task Open_transaction_delays_the_renewal_of_its_own_row_only()
    {
        await PrepareAsync();
        var locked = await AddAsync(Row("order-1"));
        await AddAsync(Row("order-2"));
        var leases = (await ClaimAsync()).Select(row => new Lease<long>(row.Transaction.Id, row.Fence)).ToArray();
        var transaction = await BeginAsync(IsolationLevel.ReadCommitted);
        await using (transaction.Connection!)
        {
            await TrackAsync(transaction, Row("order-1"));
            var renewing = Store.RenewChecksAsync(leases, Now + 2 * Minute, Ct);
            // In a database with one writer, the renewal waits for this transaction.
            if (Fixture.HasConcurrentWriters) await renewing;
            await transaction.RollbackAsync(Ct);
            // The result names what was renewed: a worker must not believe in the lease that was left out.
            Assert.Equal(leases.Where(lease => !Fixture.HasConcurrentWriters || lease.Id != locked.Id), await renewing);
        }

        Clock.Advance(Minute + Second);
        Assert.Equal(Fixture.HasConcurrentWriters ? 1 : 2, leases.Length - (await ClaimAsync()).Count);
    }

    [Fact]
    public async Task Lease_of_a_row_that_was_locked_is_renewed_the_next_time()
    {
        await PrepareAsync();
        await AddAsync(Row("order-1"));
        var leases = (await ClaimAsync()).Select(row => new Lease<long>(row.Transaction.Id, row.Fence)).ToArray();
        var transaction = await BeginAsync(IsolationLevel.ReadCommitted);
        await using (transaction.Connection!)
        {
            await TrackAsync(transaction, Row("order-1"));
            if (Fixture.HasConcurrentWriters) await Store.RenewChecksAsync(leases, Now + 2 * Minute, Ct);
            await transaction.RollbackAsync(Ct);
        }

        await Store.RenewChecksAsync(leases, Now + 2 * Minute, Ct);
        Clock.Advance(Minute + Second);
        Assert.Empty(await ClaimAsync());
    }

    [Theory]
    [InlineData(IsolationLevel.RepeatableRead, null)]
    [InlineData(IsolationLevel.RepeatableRead, "g-1")]
    [InlineData(IsolationLevel.Serializable, null)]
    [InlineData(IsolationLevel.Serializable, "g-1")]
    public async Task Row_that_an_old_snapshot_does_not_contain_is_never_added_twice(IsolationLevel isolation, string? gatewayReference)
    {
        await PrepareAsync();
        var transaction = await BeginAsync(isolation);
        await using var closing = transaction.Connection!;
        await using var rollingBack = transaction;
        await Orders.CountAsync(Ct, transaction);
        var adding = AddAsync(Row("order-1", gatewayReference), Other.Store);
        // In a database with one writer the other call waits for this transaction.
        if (Fixture.HasConcurrentWriters) await adding;

        try
        {
            await TrackAsync(transaction, Row("order-1", gatewayReference));
            await transaction.CommitAsync(Ct);
        }
        catch (TrackingStoreException exception)
        {
            Assert.True(exception.IsTransient);
            await transaction.RollbackAsync(Ct);
        }

        await adding;
        Assert.Single((await Store.ListAsync(new TrackedFilter(), Ct)).Items);
    }

    private async Task<DbTransaction> BeginAsync(IsolationLevel isolation)
    {
        var connection = await Orders.Database.OpenConnectionAsync(Ct);
        return await connection.BeginTransactionAsync(isolation, Ct);
    }

    private async Task PrepareAsync()
    {
        await Store.PrepareAsync(Ct);
        await Orders.CreateAsync(Ct);
    }

    private Task<TrackedTransaction> TrackAsync(
        DbTransaction transaction, TrackedTransaction row, Func<TrackedTransaction, TrackedTransaction?>? join = null) =>
        Transactional.AddAsync(row, Keys(row), join ?? (_ => null), transaction, Ct);
}
