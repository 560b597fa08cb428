using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PaymentStatusSdk.EntityFrameworkCore.Tests.Shops;
using PaymentStatusSdk.Tracking;

namespace PaymentStatusSdk.EntityFrameworkCore.Tests;

/// <summary>Orders and their payments are stored together by a save that begins its own transaction.</summary>
public abstract class SaveTests<TDatabase> : ShopTest<TDatabase>
    where TDatabase : IShopDatabase, new()
{
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task Save_stores_orders_and_payments_together(int count)
    {
        var services = Start();
        await using var scope = services.CreateAsyncScope();
        var db = ContextOf(scope);
        var policy = new TrackingPolicy { Deadline = TimeProvider.System.GetUtcNow().AddDays(1) };
        var calls = new List<PendingTracking>();
        for (var number = 1; number <= count; number++)
        {
            db.Add(new Order { Id = $"A{number}" });
            calls.Add(db.TrackPayment("cards", Query($"A{number}"), policy));
        }

        Assert.All(calls, call => Assert.Null(call.Transaction));
        Assert.Equal(count, await db.SaveChangesAsync(Ct));

        await AssertStoredAsync([.. Enumerable.Range(1, count).Select(number => $"A{number}")]);
        foreach (var call in calls)
            Assert.Equal(call.Transaction, await services.GetRequiredService<ITransactionTracker>().GetAsync(call.Transaction!.Id, Ct));
        Assert.Equal(AutoTransactionBehavior.WhenNeeded, db.Database.AutoTransactionBehavior);
        Assert.Equal(0, await db.SaveChangesAsync(Ct));
        Assert.Equal(count, services.GetRequiredService<CountingTracker>().Tracked.Count);
    }

    [Theory]
    [InlineData(AutoTransactionBehavior.Always)]
    [InlineData(AutoTransactionBehavior.Never)]
    public async Task Save_restores_the_behavior_of_the_context(AutoTransactionBehavior behavior)
    {
        await using var scope = Start().CreateAsyncScope();
        var db = ContextOf(scope);
        db.Database.AutoTransactionBehavior = behavior;
        db.Add(new Order { Id = "A1" });
        db.TrackPayment("cards", Query("A1"));

        await db.SaveChangesAsync(Ct);

        Assert.Equal(behavior, db.Database.AutoTransactionBehavior);
        await AssertStoredAsync("A1");
    }

    [Theory]
    [InlineData(Retries.None)]
    [InlineData(Retries.Injected)]
    [InlineData(Retries.Provider)]
    public async Task Save_without_changes_tracks(Retries retries)
    {
        await using var scope = Start(retries).CreateAsyncScope();
        var call = ContextOf(scope).TrackPayment("cards", Query("A1"));

        Assert.Equal(0, await ContextOf(scope).SaveChangesAsync(Ct));

        Assert.Equal(["A1"], await PaymentsAsync());
        Assert.NotNull(call.Transaction);
    }

    [Theory]
    [InlineData(Retries.None, false)]
    [InlineData(Retries.None, true)]
    [InlineData(Retries.Injected, false)]
    [InlineData(Retries.Injected, true)]
    public async Task Failure_of_any_step_leaves_as_many_orders_as_payments(Retries retries, bool isEmpty)
    {
        var steps = new List<string>();
        for (var step = 1; ; step++)
        {
            var services = Start(retries);
            await using var scope = services.CreateAsyncScope();
            var db = ContextOf(scope);
            var id = $"A{step:D2}";
            if (!isEmpty) db.AddRange(new Order { Id = id }, new Shipment { Effect = id });
            db.TrackPayment("cards", Query(id));
            Faults.FailAt = step;

            var failure = await Record.ExceptionAsync(() => db.SaveChangesAsync(Ct));

            var failed = Faults.FailedStep;
            Faults.FailAt = 0;
            if (failed is not null) steps.Add(failed);
            if (isEmpty) Assert.Equal(failure is null || failed == "after the commit", (await PaymentsAsync()).Contains(id));
            else Assert.Equal(await OrdersAsync(), await PaymentsAsync());
            // A repeated save is the only one that has an effect, unless it finds the order that a lost commit had stored.
            if (retries == Retries.Injected && failed != "after the commit") Assert.Null(failure);
            if (failed is null) break;
            Assert.Equal(AutoTransactionBehavior.WhenNeeded, db.Database.AutoTransactionBehavior);
        }

        string[] expected = isEmpty
            ? ["before the transaction", "before tracking", "after tracking", "before the commit", "after the commit"]
            :
            [
                "before the transaction", "before a command", "before tracking", "after tracking", "after a command", "before the commit",
                "after the commit",
            ];
        Assert.Equal(expected, steps.Distinct());
    }

    [Fact]
    public async Task Failed_save_keeps_the_call_for_the_next_one()
    {
        await SaveAsync("A1");
        await using var scope = Start().CreateAsyncScope();
        var db = ContextOf(scope);
        var duplicate = db.Add(new Order { Id = "A1" });
        var order = db.Add(new Order { Id = "A2" });
        var call = db.TrackPayment("cards", Query("A2"));

        await Assert.ThrowsAsync<DbUpdateException>(() => db.SaveChangesAsync(Ct));

        Assert.Null(call.Transaction);
        await AssertStoredAsync("A1");
        duplicate.State = EntityState.Detached;
        Assert.Equal(EntityState.Added, order.State);
        await db.SaveChangesAsync(Ct);
        await AssertStoredAsync("A1", "A2");
        Assert.NotNull(call.Transaction);
    }

    [Fact]
    public async Task Save_that_accepts_no_changes_is_complete_after_its_commit()
    {
        var services = Start();
        await using var scope = services.CreateAsyncScope();
        var db = ContextOf(scope);
        db.Add(new Order { Id = "A1" });
        db.TrackPayment("cards", Query("A1"));

        await db.SaveChangesAsync(acceptAllChangesOnSuccess: false, Ct);
        db.ChangeTracker.AcceptAllChanges();
        await db.SaveChangesAsync(Ct);

        await AssertStoredAsync("A1");
        Assert.Single(services.GetRequiredService<CountingTracker>().Tracked);
    }

    [Fact]
    public async Task Payment_that_is_tracked_already_joins_its_row()
    {
        await SaveAsync("A1");
        await using var scope = Start().CreateAsyncScope();
        var db = ContextOf(scope);
        db.Add(new Order { Id = "A2" });
        db.TrackPayment("cards", Query("A1") with { ExpectedAmount = new Money(1, "EUR") });
        db.TrackPayment("cards", Query("A2"));
        db.TrackPayment("cards", Query("A2"));

        await db.SaveChangesAsync(Ct);

        await AssertStoredAsync("A1", "A2");
    }

    [Fact]
    public async Task Contexts_have_separate_calls()
    {
        var services = Start();
        await using var first = services.CreateAsyncScope();
        await using var second = services.CreateAsyncScope();
        ContextOf(first).Add(new Order { Id = "A1" });
        ContextOf(first).TrackPayment("cards", Query("A1"));
        ContextOf(second).Add(new Order { Id = "A2" });
        ContextOf(second).TrackPayment("cards", Query("A2"));

        await ContextOf(second).SaveChangesAsync(Ct);
        await AssertStoredAsync("A2");
        await ContextOf(first).SaveChangesAsync(Ct);
        await AssertStoredAsync("A1", "A2");
    }

    [Fact]
    public async Task Pooled_context_forgets_the_calls_of_its_earlier_use()
    {
        var services = Start(addContext: all => all.AddDbContextPool<ShopContext>(options => Configure(options, Retries.None), 1));
        DbContext pooled;
        await using (var scope = services.CreateAsyncScope())
        {
            pooled = ContextOf(scope);
            ContextOf(scope).Add(new Order { Id = "A1" });
            ContextOf(scope).TrackPayment("cards", Query("A1"));
        }

        await using var next = services.CreateAsyncScope();
        var db = ContextOf(next);
        Assert.Same(pooled, db);
        db.Add(new Order { Id = "A2" });
        db.TrackPayment("cards", Query("A2"));
        await db.SaveChangesAsync(Ct);

        await AssertStoredAsync("A2");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Context_of_a_factory_tracks(bool isPooled)
    {
        var services = Start(addContext: services =>
        {
            if (isPooled) services.AddPooledDbContextFactory<ShopContext>(options => Configure(options, Retries.None));
            else services.AddDbContextFactory<ShopContext>(options => Configure(options, Retries.None));
        });
        await using var db = await services.GetRequiredService<IDbContextFactory<ShopContext>>().CreateDbContextAsync(Ct);
        db.Add(new Order { Id = "A1" });
        db.TrackPayment("cards", Query("A1"));

        await db.SaveChangesAsync(Ct);

        await AssertStoredAsync("A1");
    }

    [Fact]
    public async Task Connection_that_the_application_has_opened_stays_usable_after_a_failure()
    {
        await using var scope = Start().CreateAsyncScope();
        var db = ContextOf(scope);
        await db.Database.OpenConnectionAsync(Ct);
        db.Add(new Order { Id = "A1" });
        db.TrackPayment("unknown", Query("A1") with { MerchantReference = new string('x', 300) });
        await Assert.ThrowsAsync<DbUpdateException>(() => db.SaveChangesAsync(Ct));

        await using var next = Start().CreateAsyncScope();
        await SaveAsync("A2");
        Assert.Equal("A2", await db.Orders.Select(order => order.Id).SingleAsync(Ct));
        await AssertStoredAsync("A2");
    }

    private async Task SaveAsync(string id)
    {
        await using var scope = Start().CreateAsyncScope();
        ContextOf(scope).Add(new Order { Id = id });
        ContextOf(scope).TrackPayment("cards", Query(id));
        await ContextOf(scope).SaveChangesAsync(Ct);
    }
}
