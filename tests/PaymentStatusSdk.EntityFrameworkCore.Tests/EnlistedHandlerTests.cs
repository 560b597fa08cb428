using System.Data;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PaymentStatusSdk.EntityFrameworkCore.Tests.Shops;
using PaymentStatusSdk.Tracking;

namespace PaymentStatusSdk.EntityFrameworkCore.Tests;

/// <summary>A handler uses the transaction of the delivery, and its context has its own connection again afterwards.</summary>
public sealed class EnlistedHandlerTests : ShopTest<SqliteShopDatabase>
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Payment_that_a_handler_tracks_without_other_changes_is_stored_with_the_delivery(bool isCommitted)
    {
        await DeliverAsync(db => db.TrackPayment("cards", Query("next")), isCommitted: isCommitted);

        string[] expected = isCommitted ? ["first", "next"] : ["first"];
        Assert.Equal(expected, await PaymentsAsync());
        Assert.Empty(await OrdersAsync());
    }

    [Fact]
    public async Task Unsaved_changes_of_a_handler_are_stored_with_the_delivery()
    {
        await DeliverAsync(db => db.Add(new Order { Id = "A1" }));

        Assert.Equal(["A1"], await OrdersAsync());
        Assert.Equal(["first"], await PaymentsAsync());
    }

    [Fact]
    public async Task Context_without_changes_is_not_saved()
    {
        var saves = 0;

        await DeliverAsync(db => db.SavingChanges += (_, _) => saves++);

        Assert.Equal(0, saves);
    }

    [Fact]
    public async Task Context_has_and_disposes_its_own_connection_after_the_delivery()
    {
        var expected = await ConnectionStringAsync();
        var isDisposed = false;

        await DeliverAsync(db => Assert.NotNull(db.Database.CurrentTransaction), check: async (db, delivery) =>
        {
            Assert.Null(db.Database.CurrentTransaction);
            Assert.Equal(expected, db.Database.GetConnectionString());
            var own = db.Database.GetDbConnection();
            Assert.NotSame(delivery, own);
            Assert.Equal(expected, own.ConnectionString);
            Assert.Equal(0, await db.Orders.CountAsync(Ct));
            Assert.Equal(ConnectionState.Closed, own.State);
            own.Disposed += (_, _) => isDisposed = true;
        });

        Assert.True(isDisposed);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Connection_of_the_options_is_disposed_with_the_context_only_if_the_context_owns_it(bool isOwned)
    {
        var expected = await ConnectionStringAsync();
        await using var given = new SqliteConnection(expected);
        var isDisposed = false;

        await DeliverAsync(
            db => Assert.NotSame(given, db.Database.GetDbConnection()),
            services => services.AddDbContext<ShopContext>(options => options.UseSqlite(given, contextOwnsConnection: isOwned)),
            check: async (db, _) =>
            {
                Assert.Same(given, db.Database.GetDbConnection());
                Assert.Equal(expected, db.Database.GetConnectionString());
                given.Disposed += (_, _) => isDisposed = true;
            });

        Assert.Equal(isOwned, isDisposed);
    }

    /// <summary>Delivers a change of the payment "first" in a new scope.</summary>
    /// <param name="handle">The handler.</param>
    /// <param name="addContext">Adds the context; null for the usual one.</param>
    /// <param name="isCommitted">Whether the transaction of the delivery is committed.</param>
    /// <param name="check">Examines the context after the delivery; gets the connection of the delivery, too.</param>
    private async Task DeliverAsync(
        Action<ShopContext> handle, Action<IServiceCollection>? addContext = null, bool isCommitted = true,
        Func<ShopContext, SqliteConnection, Task>? check = null)
    {
        await using var connection = new SqliteConnection(await ConnectionStringAsync());
        var services = Start(addContext: all =>
        {
            DelegatedHandler.AddTo(all, handle);
            if (addContext is not null) addContext(all);
            else all.AddDbContext<ShopContext>(options => Configure(options, Retries.None));
        });
        var tracked = await services.GetRequiredService<ITransactionTracker>()
            .TrackAsync("cards", Query("first"), cancellationToken: Ct);
        await connection.OpenAsync(Ct);
        await using (var scope = services.CreateAsyncScope())
        {
            await using (var transaction = await connection.BeginTransactionAsync(Ct))
            {
                await DelegatedHandler.DeliverAsync(scope.ServiceProvider, tracked, transaction, Ct);
                if (isCommitted) await transaction.CommitAsync(Ct);
            }

            if (check is not null) await check(ContextOf(scope), connection);
        }

        // It belongs to the store.
        Assert.Equal(ConnectionState.Open, connection.State);
    }

    private async Task<string> ConnectionStringAsync()
    {
        await using var scope = Start().CreateAsyncScope();
        return ContextOf(scope).Database.GetConnectionString()!;
    }
}
