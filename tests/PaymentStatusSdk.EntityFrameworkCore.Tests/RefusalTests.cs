using System.Transactions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using PaymentStatusSdk.EntityFrameworkCore.Tests.Shops;

namespace PaymentStatusSdk.EntityFrameworkCore.Tests;

/// <summary>A save that cannot store order and payment together stores neither.</summary>
public abstract class RefusalTests<TDatabase> : ShopTest<TDatabase>
    where TDatabase : IShopDatabase, new()
{
    [Fact]
    public async Task Context_without_registration_is_refused()
    {
        var services = new ServiceCollection().AddDbContext<ShopContext>(options => Configure(options, Retries.None));
        await using var built = services.BuildServiceProvider();
        await using var scope = built.CreateAsyncScope();

        var thrown = Assert.Throws<InvalidOperationException>(() => ContextOf(scope).TrackPayment("cards", Query("A1")));

        Assert.Contains("UseDbContext<ShopContext>", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Synchronous_save_is_refused()
    {
        await using var scope = Start().CreateAsyncScope();
        var db = ContextOf(scope);
        db.Add(new Order { Id = "A1" });
        db.TrackPayment("cards", Query("A1"));

        var thrown = Assert.Throws<InvalidOperationException>(() => db.SaveChanges());

        Assert.Contains("SaveChangesAsync", thrown.Message, StringComparison.Ordinal);
        await AssertStoredAsync();
        await db.SaveChangesAsync(Ct);
        await AssertStoredAsync("A1");
        db.Add(new Shipment { Effect = "A1" });
        Assert.Equal(1, db.SaveChanges());
    }

    [Fact]
    public async Task Save_in_a_transaction_scope_is_refused()
    {
        await using var scope = Start().CreateAsyncScope();
        var db = ContextOf(scope);
        db.Add(new Order { Id = "A1" });
        db.TrackPayment("cards", Query("A1"));
        using (var ambient = new TransactionScope(TransactionScopeAsyncFlowOption.Enabled))
        {
            var thrown = await Assert.ThrowsAsync<InvalidOperationException>(() => db.SaveChangesAsync(Ct));
            Assert.Contains("TransactionScope", thrown.Message, StringComparison.Ordinal);
            ambient.Complete();
        }

        await AssertStoredAsync();
        await db.SaveChangesAsync(Ct);
        await AssertStoredAsync("A1");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Context_of_another_database_is_refused(bool hasTransaction)
    {
        var services = Start(addContext: all => all.AddDbContext<ShopContext>(Database.UseOtherDatabase));
        await using var scope = services.CreateAsyncScope();
        var db = ContextOf(scope);
        await using (var begun = await db.Database.BeginTransactionAsync(Ct))
        {
            await db.Database.ExecuteSqlRawAsync(db.Database.GenerateCreateScript(), Ct);
            if (!hasTransaction) await begun.CommitAsync(Ct);
            db.Add(new Order { Id = "A1" });
            db.TrackPayment("cards", Query("A1"));
            if (hasTransaction) await AssertRefusedAsync();
        }

        if (!hasTransaction)
        {
            await AssertRefusedAsync();
            Assert.Equal(0, await db.Orders.CountAsync(Ct));
            await db.Database.ExecuteSqlRawAsync("""DROP TABLE "Orders"; DROP TABLE "Shipments";""", Ct);
        }

        Assert.Empty(await PaymentsAsync());

        async Task AssertRefusedAsync()
        {
            var thrown = await Assert.ThrowsAsync<DbUpdateException>(() => db.SaveChangesAsync(Ct));
            Assert.IsType<ArgumentException>(thrown.InnerException);
            Assert.Contains("another database", thrown.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Context_of_another_provider_is_refused()
    {
        await using var other = new SqliteShopDatabase();
        await using var another = new PostgreSqlShopDatabase();
        if (typeof(TDatabase) == typeof(SqliteShopDatabase)) await another.CreateAsync(Ct);
        IShopDatabase foreign = typeof(TDatabase) == typeof(SqliteShopDatabase) ? another : other;
        var services = Start(
            addContext: all => all.AddDbContext<ShopContext>(options => foreign.UseDatabase(options, Retries.Provider)));
        await using var scope = services.CreateAsyncScope();
        var db = ContextOf(scope);
        await db.Database.ExecuteSqlRawAsync(db.Database.GenerateCreateScript(), Ct);
        db.Add(new Order { Id = "A1" });
        db.TrackPayment("cards", Query("A1"));

        var thrown = await Assert.ThrowsAsync<DbUpdateException>(() => db.SaveChangesAsync(Ct));

        Assert.IsType<ArgumentException>(thrown.InnerException);
        Assert.Equal(0, await db.Orders.CountAsync(Ct));
        await AssertStoredAsync();
    }

    [Fact]
    public async Task Unknown_client_is_refused()
    {
        await using var scope = Start().CreateAsyncScope();
        var db = ContextOf(scope);
        db.Add(new Order { Id = "A1" });
        db.TrackPayment("cards", Query("A1") with { MerchantReference = new string('x', 300) });

        var thrown = await Assert.ThrowsAsync<DbUpdateException>(() => db.SaveChangesAsync(Ct));

        Assert.IsAssignableFrom<ArgumentException>(thrown.InnerException);
        await AssertStoredAsync();
    }

    [Fact]
    public async Task Canceled_save_stores_nothing_and_can_be_repeated()
    {
        await using var scope = Start().CreateAsyncScope();
        var db = ContextOf(scope);
        db.Add(new Order { Id = "A1" });
        db.TrackPayment("cards", Query("A1"));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => db.SaveChangesAsync(new CancellationToken(canceled: true)));

        await AssertStoredAsync();
        Assert.Equal(AutoTransactionBehavior.WhenNeeded, db.Database.AutoTransactionBehavior);
        await db.SaveChangesAsync(Ct);
        await AssertStoredAsync("A1");
    }

    [Fact]
    public async Task Save_that_another_interceptor_suppresses_is_reported()
    {
        await using var scope = Start(laterInterceptors: new Suppression()).CreateAsyncScope();
        var db = ContextOf(scope);
        db.Add(new Order { Id = "A1" });
        db.TrackPayment("cards", Query("A1"));

        await Assert.ThrowsAsync<InvalidOperationException>(() => db.SaveChangesAsync(Ct));

        await AssertStoredAsync();
        Assert.Equal(AutoTransactionBehavior.WhenNeeded, db.Database.AutoTransactionBehavior);
    }

    [Fact]
    public async Task Transaction_without_a_save_tracks_nothing_after_a_save_that_another_interceptor_failed()
    {
        await using var scope = Start(laterInterceptors: new Failure()).CreateAsyncScope();
        var db = ContextOf(scope);
        db.Add(new Order { Id = "A1" });
        db.TrackPayment("cards", Query("A1"));
        await Assert.ThrowsAsync<FormatException>(() => db.SaveChangesAsync(Ct));

        await using (var transaction = await db.Database.BeginTransactionAsync(Ct)) await transaction.CommitAsync(Ct);

        await AssertStoredAsync();
    }

    [Fact]
    public async Task Call_in_an_event_of_the_save_is_tracked_with_it()
    {
        await using var scope = Start().CreateAsyncScope();
        var db = ContextOf(scope);
        db.SavingChanges += (_, _) => db.TrackPayment("cards", Query("A1"));
        db.Add(new Order { Id = "A1" });

        await db.SaveChangesAsync(Ct);

        await AssertStoredAsync("A1");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Call_in_a_later_interceptor_is_refused_if_the_save_has_no_transaction(bool isAsync)
    {
        await using var scope = Start(laterInterceptors: new LateCall()).CreateAsyncScope();
        var db = ContextOf(scope);
        // A single statement needs no transaction.
        db.Add(new Order { Id = "A1" });

        if (isAsync) await Assert.ThrowsAsync<DbUpdateException>(() => db.SaveChangesAsync(Ct));
        else Assert.Throws<DbUpdateException>(() => db.SaveChanges());

        await AssertStoredAsync();
    }

    private sealed class Suppression : SaveChangesInterceptor
    {
        public override async ValueTask<InterceptionResult<int>> SavingChangesAsync(
            DbContextEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default) =>
            InterceptionResult<int>.SuppressWithResult(1);
    }

    private sealed class Failure : SaveChangesInterceptor
    {
        public override ValueTask<InterceptionResult<int>> SavingChangesAsync(
            DbContextEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default) =>
            throw new FormatException();
    }

    private sealed class LateCall : SaveChangesInterceptor
    {
        public override InterceptionResult<int> SavingChanges(DbContextEventData eventData, InterceptionResult<int> result)
        {
            eventData.Context!.TrackPayment("cards", Query("A1"));
            return result;
        }

        public override async ValueTask<InterceptionResult<int>> SavingChangesAsync(
            DbContextEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default) =>
            SavingChanges(eventData, result);
    }
}
