using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PaymentStatusSdk.EntityFrameworkCore.Tests.Shops;

namespace PaymentStatusSdk.EntityFrameworkCore.Tests;

/// <summary>Orders and their payments are stored together inside transactions that the application begins.</summary>
public abstract class TransactionTests<TDatabase> : ShopTest<TDatabase>
    where TDatabase : IShopDatabase, new()
{
    [Theory]
    [InlineData(true, true)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(false, false)]
    public async Task Transaction_decides_on_order_and_payment(bool isCommitted, bool isCalledInside)
    {
        await using var scope = Start().CreateAsyncScope();
        var db = ContextOf(scope);
        db.Add(new Order { Id = "A1" });
        if (!isCalledInside) db.TrackPayment("cards", Query("A1"));
        await using (var transaction = await db.Database.BeginTransactionAsync(Ct))
        {
            if (isCalledInside) db.TrackPayment("cards", Query("A1"));
            await db.SaveChangesAsync(Ct);
            if (isCommitted) await transaction.CommitAsync(Ct);
        }

        // The call is complete, like the entity, which is not added again either.
        await db.SaveChangesAsync(Ct);
        await AssertStoredAsync(isCommitted ? ["A1"] : []);
    }

    [Fact]
    public async Task Two_saves_in_one_transaction_track_once()
    {
        var services = Start();
        await using var scope = services.CreateAsyncScope();
        var db = ContextOf(scope);
        await using var transaction = await db.Database.BeginTransactionAsync(Ct);
        db.Add(new Order { Id = "A1" });
        db.TrackPayment("cards", Query("A1"));
        await db.SaveChangesAsync(Ct);
        db.Add(new Order { Id = "A2" });
        db.TrackPayment("cards", Query("A2"));
        await db.SaveChangesAsync(Ct);
        await db.SaveChangesAsync(Ct);

        await transaction.CommitAsync(Ct);

        await AssertStoredAsync("A1", "A2");
        Assert.Equal(["A1", "A2"], services.GetRequiredService<CountingTracker>().Tracked);
    }

    [Fact]
    public async Task Save_without_changes_tracks_in_the_transaction()
    {
        await using var scope = Start().CreateAsyncScope();
        var db = ContextOf(scope);
        await using (await db.Database.BeginTransactionAsync(Ct))
        {
            db.TrackPayment("cards", Query("A1"));
            await db.SaveChangesAsync(Ct);
        }

        await AssertStoredAsync();
    }

    [Fact]
    public async Task Failed_save_in_a_committed_transaction_leaves_neither_order_nor_payment()
    {
        await using var scope = Start().CreateAsyncScope();
        var db = ContextOf(scope);
        await using var transaction = await db.Database.BeginTransactionAsync(Ct);
        db.Add(new Order { Id = "A1" });
        db.TrackPayment("cards", Query("A1"));
        await db.SaveChangesAsync(Ct);
        var duplicate = db.Database.ExecuteSqlRawAsync("""INSERT INTO "Orders" ("Id", "Shipments") VALUES ('A2', 0)""", Ct);
        await duplicate;
        var order = db.Add(new Order { Id = "A2" });
        db.TrackPayment("cards", Query("A2"));
        await Assert.ThrowsAsync<DbUpdateException>(() => db.SaveChangesAsync(Ct));
        order.State = EntityState.Detached;
        await db.Orders.Where(one => one.Id == "A2").ExecuteDeleteAsync(Ct);

        await transaction.CommitAsync(Ct);

        await AssertStoredAsync("A1");
    }

    [Fact]
    public async Task Save_that_is_repeated_in_its_transaction_tracks()
    {
        await using var scope = Start().CreateAsyncScope();
        var db = ContextOf(scope);
        await using var transaction = await db.Database.BeginTransactionAsync(Ct);
        db.AddRange(new Order { Id = "A1" }, new Shipment { Effect = "A1" });
        db.TrackPayment("cards", Query("A1"));
        Faults.FailAt = 4;
        await Assert.ThrowsAsync<DbUpdateException>(() => db.SaveChangesAsync(Ct));
        Assert.Equal("after tracking", Faults.FailedStep);
        Faults.FailAt = 0;

        await db.SaveChangesAsync(Ct);
        await transaction.CommitAsync(Ct);

        await AssertStoredAsync("A1");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Rollback_to_a_savepoint_undoes_order_and_payment(bool isRolledBack)
    {
        await using var scope = Start().CreateAsyncScope();
        var db = ContextOf(scope);
        await using var transaction = await db.Database.BeginTransactionAsync(Ct);
        db.Add(new Order { Id = "A1" });
        db.TrackPayment("cards", Query("A1"));
        await db.SaveChangesAsync(Ct);
        await transaction.CreateSavepointAsync("second", Ct);
        db.Add(new Order { Id = "A2" });
        db.TrackPayment("cards", Query("A2"));
        await db.SaveChangesAsync(Ct);
        if (isRolledBack) await transaction.RollbackToSavepointAsync("second", Ct);

        await transaction.CommitAsync(Ct);

        await AssertStoredAsync(isRolledBack ? ["A1"] : ["A1", "A2"]);
    }

    /// <summary>The delegate is repeated as a whole, with a new order number each time.</summary>
    [Theory]
    [InlineData(Retries.Injected)]
    [InlineData(Retries.None)]
    public async Task Failure_of_any_step_of_a_repeated_delegate_leaves_as_many_orders_as_payments(Retries retries)
    {
        var steps = new List<string>();
        for (var step = 1; ; step++)
        {
            await using var scope = Start(retries).CreateAsyncScope();
            var db = ContextOf(scope);
            var attempt = 0;
            Faults.FailAt = step;

            var failure = await Record.ExceptionAsync(() => db.Database.CreateExecutionStrategy().ExecuteAsync(async () =>
            {
                db.ChangeTracker.Clear();
                var id = $"A{step}-{++attempt}";
                await using var transaction = await db.Database.BeginTransactionAsync(Ct);
                db.AddRange(new Order { Id = id }, new Shipment { Effect = id });
                db.TrackPayment("cards", Query(id));
                await db.SaveChangesAsync(Ct);
                await transaction.CommitAsync(Ct);
            }));

            var failed = Faults.FailedStep;
            Faults.FailAt = 0;
            if (retries == Retries.Injected) Assert.Null(failure);
            Assert.Equal(await OrdersAsync(), await PaymentsAsync());
            if (failed is null) break;
            steps.Add(failed);
        }

        Assert.Contains("after the savepoint", steps);
        Assert.Contains("after tracking", steps);
        Assert.Equal("after the commit", steps[^1]);
    }

    /// <summary>The pattern that EF Core documents for the detection of lost commits.</summary>
    [Fact]
    public async Task Failure_of_any_step_of_a_verified_transaction_leaves_one_order_and_its_payment()
    {
        for (var step = 1; ; step++)
        {
            await using var scope = Start(Retries.Injected).CreateAsyncScope();
            var db = ContextOf(scope);
            var id = $"A{step:D2}";
            db.AddRange(new Order { Id = id }, new Shipment { Effect = id });
            db.TrackPayment("cards", Query(id));
            Faults.FailAt = step;

            await db.Database.CreateExecutionStrategy().ExecuteInTransactionAsync(
                db, (context, token) => context.SaveChangesAsync(acceptAllChangesOnSuccess: false, token),
                (context, token) => context.Orders.AsNoTracking().AnyAsync(order => order.Id == id, token), Ct);
            db.ChangeTracker.AcceptAllChanges();

            var isOver = Faults.FailedStep is null;
            Faults.FailAt = 0;
            await db.SaveChangesAsync(Ct);
            await AssertStoredAsync([.. Enumerable.Range(1, step).Select(number => $"A{number:D2}")]);
            if (isOver) break;
        }
    }

    [Fact]
    public async Task Call_of_an_ended_transaction_is_reported_and_never_tracked()
    {
        await using var scope = Start().CreateAsyncScope();
        var db = ContextOf(scope);
        await using (await db.Database.BeginTransactionAsync(Ct)) db.TrackPayment("cards", Query("A1"));
        db.Add(new Order { Id = "A2" });

        var thrown = await Assert.ThrowsAsync<InvalidOperationException>(() => db.SaveChangesAsync(Ct));

        Assert.Contains("Call TrackPayment again", thrown.Message, StringComparison.Ordinal);
        Assert.Empty(await OrdersAsync());
        db.TrackPayment("cards", Query("A2"));
        await db.SaveChangesAsync(Ct);
        await AssertStoredAsync("A2");
    }
}
