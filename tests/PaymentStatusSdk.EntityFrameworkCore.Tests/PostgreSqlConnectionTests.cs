using System.Transactions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using PaymentStatusSdk.EntityFrameworkCore.Tests.Shops;
using PaymentStatusSdk.Tracking;

namespace PaymentStatusSdk.EntityFrameworkCore.Tests;

/// <summary>Connections that only PostgreSQL offers: data sources and enlisted transactions.</summary>
public sealed class PostgreSqlConnectionTests : ShopTest<PostgreSqlShopDatabase>
{
    [Fact]
    public async Task Context_of_a_data_source_uses_it_after_a_delivery()
    {
        await using var usual = Start().CreateAsyncScope();
        var connectionString = ContextOf(usual).Database.GetConnectionString()!;
        var opened = 0;
        var builder = new NpgsqlDataSourceBuilder(connectionString);
        builder.UsePhysicalConnectionInitializer(_ => opened++, _ => Task.FromResult(opened++));
        await using var dataSource = builder.Build();
        var services = Start(addContext: all =>
        {
            DelegatedHandler.AddTo(all, db => db.Add(new Order { Id = "A1" }));
            all.AddDbContext<ShopContext>(options => options.UseNpgsql(dataSource));
        });
        var tracked = await services.GetRequiredService<ITransactionTracker>()
            .TrackAsync("cards", Query("A1"), cancellationToken: Ct);
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync(Ct);
        await using var scope = services.CreateAsyncScope();
        await using (var transaction = await connection.BeginTransactionAsync(Ct))
        {
            await DelegatedHandler.DeliverAsync(scope.ServiceProvider, tracked, transaction, Ct);
            await transaction.CommitAsync(Ct);
        }

        Assert.Equal(0, opened);
        Assert.Equal(1, await ContextOf(scope).Orders.CountAsync(Ct));
        Assert.Equal(1, opened);
        await AssertStoredAsync("A1");
    }

    [Fact]
    public async Task Save_in_an_enlisted_transaction_is_refused()
    {
        await using var scope = Start().CreateAsyncScope();
        var db = ContextOf(scope);
        await db.Database.OpenConnectionAsync(Ct);
        using (var enlisted = new CommittableTransaction())
        {
            db.Database.EnlistTransaction(enlisted);
            db.Add(new Order { Id = "A1" });
            db.TrackPayment("cards", Query("A1"));

            var thrown = await Assert.ThrowsAsync<InvalidOperationException>(() => db.SaveChangesAsync(Ct));

            Assert.Contains("enlisted transaction", thrown.Message, StringComparison.Ordinal);
        }

        await AssertStoredAsync();
    }
}
