using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using PaymentStatusSdk.EntityFrameworkCore.Tests.Shops;

namespace PaymentStatusSdk.EntityFrameworkCore.Tests;

/// <summary>The recorded calls and the settings of a context between its saves.</summary>
public abstract class SaveStateTests<TDatabase> : ShopTest<TDatabase>
    where TDatabase : IShopDatabase, new()
{
    [Fact]
    public async Task Save_of_a_pooled_context_does_not_track_a_call_of_its_earlier_use()
    {
        var services = Start(addContext: all => all.AddDbContextPool<ShopContext>(options => Configure(options, Retries.None), 1));
        DbContext pooled;
        await using (var scope = services.CreateAsyncScope())
        {
            pooled = ContextOf(scope);
            pooled.TrackPayment("cards", Query("A1"));
        }

        await using var next = services.CreateAsyncScope();
        var db = ContextOf(next);
        Assert.Same(pooled, db);
        db.Add(new Order { Id = "A2" });
        await db.SaveChangesAsync(Ct);

        Assert.Equal(["A2"], await OrdersAsync());
        Assert.Empty(await PaymentsAsync());
    }

    [Fact]
    public async Task Behavior_that_is_set_after_a_save_remains()
    {
        await using var scope = Start().CreateAsyncScope();
        var db = ContextOf(scope);
        db.Add(new Order { Id = "A1" });
        db.TrackPayment("cards", Query("A1"));
        await db.SaveChangesAsync(Ct);
        db.Database.AutoTransactionBehavior = AutoTransactionBehavior.Never;

        await db.SaveChangesAsync(Ct);

        Assert.Equal(AutoTransactionBehavior.Never, db.Database.AutoTransactionBehavior);
    }

    [Fact]
    public async Task Save_begins_a_transaction_unless_one_is_open()
    {
        var behavior = new Behavior();
        await using var scope = Start(laterInterceptors: behavior).CreateAsyncScope();
        var db = ContextOf(scope);
        db.Add(new Order { Id = "A1" });
        db.TrackPayment("cards", Query("A1"));
        await db.SaveChangesAsync(Ct);
        await using var transaction = await db.Database.BeginTransactionAsync(Ct);
        db.Add(new Order { Id = "A2" });
        db.TrackPayment("cards", Query("A2"));
        await db.SaveChangesAsync(Ct);
        await transaction.CommitAsync(Ct);

        Assert.Equal([AutoTransactionBehavior.Always, AutoTransactionBehavior.WhenNeeded], behavior.Seen);
        await AssertStoredAsync("A1", "A2");
    }

    [Fact]
    public async Task Save_after_one_that_another_interceptor_failed_tracks_and_restores_the_behavior()
    {
        await using var scope = Start(laterInterceptors: new FirstSaveFails()).CreateAsyncScope();
        var db = ContextOf(scope);
        db.Add(new Order { Id = "A1" });
        db.TrackPayment("cards", Query("A1"));
        await Assert.ThrowsAsync<FormatException>(() => db.SaveChangesAsync(Ct));

        await db.SaveChangesAsync(Ct);

        Assert.Equal(AutoTransactionBehavior.WhenNeeded, db.Database.AutoTransactionBehavior);
        await AssertStoredAsync("A1");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Commit_completes_the_calls_of_a_save_that_accepts_no_changes(bool isAsync)
    {
        var services = Start();
        await using var scope = services.CreateAsyncScope();
        var db = ContextOf(scope);
        db.Add(new Order { Id = "A1" });
        db.TrackPayment("cards", Query("A1"));
        await using (var transaction = await db.Database.BeginTransactionAsync(Ct))
        {
            await db.SaveChangesAsync(acceptAllChangesOnSuccess: false, Ct);
            if (isAsync) await transaction.CommitAsync(Ct);
            else transaction.Commit();
        }

        db.ChangeTracker.AcceptAllChanges();
        await db.SaveChangesAsync(Ct);

        Assert.Equal(["A1"], services.GetRequiredService<CountingTracker>().Tracked);
        await AssertStoredAsync("A1");
    }

    [Fact]
    public async Task Commit_without_a_save_keeps_an_earlier_call_for_the_next_save()
    {
        await using var scope = Start().CreateAsyncScope();
        var db = ContextOf(scope);
        db.Add(new Order { Id = "A1" });
        db.TrackPayment("cards", Query("A1"));
        await using (var transaction = await db.Database.BeginTransactionAsync(Ct)) await transaction.CommitAsync(Ct);
        await AssertStoredAsync();

        await db.SaveChangesAsync(Ct);

        await AssertStoredAsync("A1");
    }

    [Fact]
    public async Task Save_that_is_canceled_after_tracking_keeps_the_call_for_the_next_one()
    {
        var services = Start(laterInterceptors: new FirstCommandIsCanceled());
        await using var scope = services.CreateAsyncScope();
        var db = ContextOf(scope);
        db.Add(new Order { Id = "A1" });
        var call = db.TrackPayment("cards", Query("A1"));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => db.SaveChangesAsync(Ct));

        Assert.Equal(["A1"], services.GetRequiredService<CountingTracker>().Tracked);
        Assert.Null(call.Transaction);
        Assert.Equal(AutoTransactionBehavior.WhenNeeded, db.Database.AutoTransactionBehavior);
        await AssertStoredAsync();
        await db.SaveChangesAsync(Ct);
        Assert.NotNull(call.Transaction);
        await AssertStoredAsync("A1");
    }

    private sealed class Behavior : SaveChangesInterceptor
    {
        public List<AutoTransactionBehavior> Seen { get; } = [];

        public override async ValueTask<InterceptionResult<int>> SavingChangesAsync(
            DbContextEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
        {
            Seen.Add(eventData.Context!.Database.AutoTransactionBehavior);
            return result;
        }
    }

    private sealed class FirstSaveFails : SaveChangesInterceptor
    {
        private int _saves;

        public override async ValueTask<InterceptionResult<int>> SavingChangesAsync(
            DbContextEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default) =>
            ++_saves == 1 ? throw new FormatException() : result;
    }

    private sealed class FirstCommandIsCanceled : DbCommandInterceptor
    {
        private int _commands;

        public override async ValueTask<DbDataReader> ReaderExecutedAsync(
            DbCommand command, CommandExecutedEventData eventData, DbDataReader result, CancellationToken cancellationToken = default)
        {
            if (eventData.CommandSource != CommandSource.SaveChanges || ++_commands > 1) return result;
            await result.DisposeAsync();
            throw new OperationCanceledException();
        }
    }
}
