using System.Data.Common;
using PaymentStatusSdk.Tracking;
using PaymentStatusSdk.Tracking.Stores;

namespace PaymentStatusSdk.Conformance.Stores.Parts;

/// <summary>The writes of a transactional handler and the result of its delivery are committed together.</summary>
public abstract class DeliveryTransactionTests<TFixture> : StorePart<TFixture>
    where TFixture : ITransactionalStoreFixture, new()
{
    private MerchantTable Effects => field ??= new MerchantTable(Fixture, "effects");

    private ITransactionalTrackingStore Transactional => (ITransactionalTrackingStore)Store;

    [Fact]
    public async Task Effect_and_delivery_commit_together()
    {
        var claimed = await ClaimOneAsync();
        await using var delivery = await BeginAsync(claimed);
        await Effects.AddAsync(delivery.Transaction, "effect", Ct);
        Assert.Equal(0, await Effects.CountAsync(Ct));

        Assert.True(await delivery.CommitAsync(Delivered(claimed, "Shop"), Ct));

        Assert.Equal(1, await Effects.CountAsync(Ct));
        Assert.Equal(DeliveryStatus.Delivered, (await ChangeAsync()).Status);
        Assert.Empty(await ClaimChangesAsync());
    }

    [Fact]
    public async Task Disposal_without_a_commit_undoes_the_effect_and_keeps_the_claim()
    {
        var claimed = await ClaimOneAsync();
        await using (var delivery = await BeginAsync(claimed)) await Effects.AddAsync(delivery.Transaction, "effect", Ct);

        Assert.Equal(0, await Effects.CountAsync(Ct));
        Assert.Empty(await ClaimChangesAsync());
        await Store.CommitDeliveriesAsync([Retried(claimed, Now)], Ct);
        Assert.Equal(2, Assert.Single(await ClaimChangesAsync()).Change.Attempt);
    }

    [Fact]
    public async Task Claim_that_was_lost_before_begins_no_transaction()
    {
        var claimed = await ClaimOneAsync();
        Clock.Advance(2 * Minute);
        Assert.Single(await ClaimChangesAsync(store: Other.Store));

        Assert.Null(await Transactional.BeginDeliveryAsync(new Lease<Guid>(claimed.Change.Id, claimed.Fence), Ct));
    }

    [Fact]
    public async Task Claim_that_is_lost_meanwhile_undoes_the_effect()
    {
        var claimed = await ClaimOneAsync();
        await using (var delivery = await BeginAsync(claimed))
        {
            Clock.Advance(2 * Minute);
            var claiming = ClaimChangesAsync(store: Other.Store);
            // A database with one writer delays the other claim until the transaction has ended.
            if (Fixture.HasConcurrentWriters) Assert.Single(await claiming);
            await Effects.AddAsync(delivery.Transaction, "effect", Ct);
            Assert.Equal(!Fixture.HasConcurrentWriters, await delivery.CommitAsync(Delivered(claimed, "Shop"), Ct));
            Assert.Equal(Fixture.HasConcurrentWriters ? 1 : 0, (await claiming).Count);
        }

        Assert.Equal(Fixture.HasConcurrentWriters ? 0 : 1, await Effects.CountAsync(Ct));
    }

    [Fact]
    public async Task Delivery_under_a_later_claim_commits()
    {
        var claimed = await ClaimOneAsync();
        Clock.Advance(2 * Minute);
        var later = Assert.Single(await ClaimChangesAsync(store: Other.Store));
        await using (var delivery = await BeginAsync(later))
        {
            await Store.CommitDeliveriesAsync(Fixture.HasConcurrentWriters ? [Retried(claimed, Now)] : [], Ct);
            Assert.True(await delivery.CommitAsync(Delivered(later, "Shop"), Ct));
        }

        Assert.Equal(DeliveryStatus.Delivered, (await ChangeAsync()).Status);
    }

    [Fact]
    public async Task Handler_that_is_not_the_last_one_is_recorded_and_the_claim_continues()
    {
        var claimed = await ClaimOneAsync();
        await using (var delivery = await BeginAsync(claimed))
        {
            await Effects.AddAsync(delivery.Transaction, "effect", Ct);
            var progress = Delivered(claimed, "Shop") with { Status = DeliveryStatus.Pending, DeliveredAt = null, KeepsClaim = true };
            Assert.True(await delivery.CommitAsync(progress, Ct));
        }

        Assert.Equal(1, await Effects.CountAsync(Ct));
        Assert.Empty(await ClaimChangesAsync(store: Other.Store));
        await Store.RenewChangesAsync([new Lease<Guid>(claimed.Change.Id, claimed.Fence)], Now + 2 * Minute, Ct);
        Clock.Advance(3 * Minute);
        Assert.Equal(["Shop"], Assert.Single(await ClaimChangesAsync(store: Other.Store)).CompletedHandlers);
    }

    [Fact]
    public async Task Recorded_handler_survives_a_failure_that_does_not_name_it()
    {
        var claimed = await ClaimOneAsync();
        await using (var delivery = await BeginAsync(claimed))
            Assert.True(await delivery.CommitAsync(Retried(claimed, Now, "Shop") with { KeepsClaim = true }, Ct));

        // The response to the commit was lost, so the process reports a failure.
        await Store.CommitDeliveriesAsync([Retried(claimed, Now, "Mail")], Ct);

        Assert.Equal(["Mail", "Shop"], Assert.Single(await ClaimChangesAsync()).CompletedHandlers.Order());
    }

    [Fact]
    public async Task Next_change_of_the_transaction_becomes_due()
    {
        var claimed = await ClaimOneAsync(changes: 2);
        await using (var delivery = await BeginAsync(claimed)) Assert.True(await delivery.CommitAsync(Delivered(claimed), Ct));

        Assert.Equal(2, Assert.Single(await ClaimChangesAsync()).Change.Sequence);
    }

    [Fact]
    public async Task Transaction_that_the_handler_ended_is_an_error_and_the_claim_continues()
    {
        var claimed = await ClaimOneAsync();
        await using (var delivery = await BeginAsync(claimed))
        {
            await delivery.Transaction.RollbackAsync(Ct);
            await Assert.ThrowsAsync<InvalidOperationException>(() => delivery.CommitAsync(Delivered(claimed), Ct));
        }

        await Store.CommitDeliveriesAsync([Retried(claimed, Now)], Ct);
        Assert.Single(await ClaimChangesAsync());
    }

    [Fact]
    public async Task Handler_that_runs_after_its_time_limit_writes_nothing()
    {
        var claimed = await ClaimOneAsync();
        var ended = new TaskCompletionSource();
        var left = await BeginAsync(claimed);
        var (late, connection) = (left.Transaction, left.Transaction.Connection!);
        await Effects.AddAsync(late, "effect", Ct);

        await left.AbandonAsync(ended.Task, Ct);

        // A database with one writer is not locked any more.
        await AddAsync(Row("order-2"));
        await Assert.ThrowsAnyAsync<Exception>(() => Effects.AddAsync(late, "late", Ct));
        await Assert.ThrowsAnyAsync<Exception>(() => ExecuteAsync(connection, null, $"DELETE FROM {Fixture.MerchantTable("effects")}"));
        await Assert.ThrowsAnyAsync<Exception>(() => left.CommitAsync(Delivered(claimed), Ct));
        Assert.Equal(0, await Effects.CountAsync(Ct));
        await using (var delivery = await BeginAsync(claimed))
        {
            // A driver may use an object again whose transaction has ended.
            await Assert.ThrowsAnyAsync<Exception>(() => Effects.AddAsync(late, "late", Ct));
            ended.SetResult();
            await left.DisposeAsync();
            Assert.True(await delivery.CommitAsync(Delivered(claimed), Ct));
        }

        Assert.Equal(0, await Effects.CountAsync(Ct));
    }

    [Fact]
    public async Task Handlers_that_run_statements_after_their_time_limit_end_and_leave_the_pool_usable()
    {
        var claimed = await ClaimOneAsync();
        // More than a small pool has connections.
        for (var number = 0; number < 12; number++)
        {
            var left = await BeginAsync(claimed);
            await Effects.AddAsync(left.Transaction, "effect", Ct);
            var ended = new TaskCompletionSource();
            var handler = Fixture.LongStatement is { } text
                ? Task.Run(() => ExecuteAsync(left.Transaction.Connection!, left.Transaction, text), Ct)
                : ended.Task;

            await left.AbandonAsync(handler, Ct);

            ended.SetException(new FormatException());
            await Assert.ThrowsAnyAsync<Exception>(() => handler);
        }

        Assert.Equal(0, await Effects.CountAsync(Ct));
        await using var delivery = await BeginAsync(claimed);
        Assert.True(await delivery.CommitAsync(Delivered(claimed), Ct));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Session_state_of_a_handler_does_not_reach_the_next_one(bool isCommitted)
    {
        var claimed = await ClaimOneAsync(changes: 2);
        await using (var delivery = await BeginAsync(claimed))
        {
            await ExecuteAsync(delivery, "CREATE TEMPORARY TABLE session_state (id INTEGER)");
            if (isCommitted) Assert.True(await delivery.CommitAsync(Delivered(claimed), Ct));
        }

        if (!isCommitted) await Store.CommitDeliveriesAsync([Retried(claimed, Now)], Ct);
        await using var next = await BeginAsync(Assert.Single(await ClaimChangesAsync()));

        await ExecuteAsync(next, "CREATE TEMPORARY TABLE session_state (id INTEGER)");
    }

    [Theory]
    [InlineData("ROLLBACK")]
    [InlineData("COMMIT")]
    public async Task Transaction_that_the_server_ended_is_an_error_and_the_claim_continues(string end)
    {
        var claimed = await ClaimOneAsync();
        await using (var delivery = await BeginAsync(claimed))
        {
            // Some databases roll a transaction back after a deadlock, and then run further statements without one.
            await ExecuteAsync(delivery, end);
            await Assert.ThrowsAsync<InvalidOperationException>(() => delivery.CommitAsync(Delivered(claimed), Ct));
        }

        await Store.CommitDeliveriesAsync([Retried(claimed, Now)], Ct);
        Assert.Single(await ClaimChangesAsync());
    }

    private async Task<ClaimedChange> ClaimOneAsync(int changes = 1)
    {
        await Store.PrepareAsync(Ct);
        await Effects.CreateAsync(Ct);
        await AddWithChangesAsync(Row(), changes);
        return Assert.Single(await ClaimChangesAsync());
    }

    private async Task<IDeliveryTransaction> BeginAsync(ClaimedChange claimed)
    {
        var delivery = await Transactional.BeginDeliveryAsync(new Lease<Guid>(claimed.Change.Id, claimed.Fence), Ct);
        Assert.NotNull(delivery);
        return delivery;
    }

    private static Task ExecuteAsync(IDeliveryTransaction delivery, string text) =>
        ExecuteAsync(delivery.Transaction.Connection!, delivery.Transaction, text);

    private static async Task ExecuteAsync(DbConnection connection, DbTransaction? transaction, string text)
    {
        await using var command = connection.CreateCommand();
        command.Transaction = transaction;
#pragma warning disable CA2100 // Constants.
        command.CommandText = text;
#pragma warning restore CA2100
        command.CommandTimeout = 0;
        await command.ExecuteNonQueryAsync(CancellationToken.None);
    }

    private async Task<StatusChangeDelivery> ChangeAsync() =>
        Assert.Single((await Store.ListChangesAsync(new StatusChangeFilter(), Ct)).Items);
}
