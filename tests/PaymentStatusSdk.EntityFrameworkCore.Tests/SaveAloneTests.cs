using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using PaymentStatusSdk.EntityFrameworkCore.Tests.Shops;
using PaymentStatusSdk.Tracking;

namespace PaymentStatusSdk.EntityFrameworkCore.Tests;

/// <summary>A payment that is tracked without other changes is stored, and once.</summary>
public abstract class SaveAloneTests<TDatabase> : ShopTest<TDatabase>
    where TDatabase : IShopDatabase, new()
{
    [Fact]
    public async Task Payment_without_changes_is_tracked_once()
    {
        var services = Start();
        await using var scope = services.CreateAsyncScope();
        var db = ContextOf(scope);
        var deadline = new DateTimeOffset(TimeProvider.System.GetUtcNow().Date, TimeSpan.Zero).AddDays(3);
        var call = db.TrackPayment("cards", Query("A1"), new TrackingPolicy { Deadline = deadline });

        await db.SaveChangesAsync(Ct);
        await db.SaveChangesAsync(Ct);

        Assert.Equal(deadline, call.Transaction!.DeadlineAt);
        Assert.Equal(["A1"], services.GetRequiredService<CountingTracker>().Tracked);
        Assert.Equal(["A1"], await PaymentsAsync());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Payment_without_changes_is_tracked_once_in_a_committed_transaction(bool isCalledInside)
    {
        var services = Start();
        await using var scope = services.CreateAsyncScope();
        var db = ContextOf(scope);
        var earlier = isCalledInside ? null : db.TrackPayment("cards", Query("A1"));
        await using (var transaction = await db.Database.BeginTransactionAsync(Ct))
        {
            var call = earlier ?? db.TrackPayment("cards", Query("A1"));
            Assert.Equal(0, await db.SaveChangesAsync(Ct));
            Assert.NotNull(call.Transaction);
            Assert.Equal(0, await db.SaveChangesAsync(Ct));
            await transaction.CommitAsync(Ct);
        }

        await db.SaveChangesAsync(Ct);
        Assert.Equal(["A1"], services.GetRequiredService<CountingTracker>().Tracked);
        Assert.Equal(["A1"], await PaymentsAsync());
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(1, true)]
    public async Task Save_that_another_interceptor_replaces_is_refused_if_it_has_saved_or_left_changes(int saved, bool isAccepted)
    {
        await using var scope = Start(laterInterceptors: new Replacement(saved, isAccepted)).CreateAsyncScope();
        var db = ContextOf(scope);
        db.Add(new Order { Id = "A1" });
        var call = db.TrackPayment("cards", Query("A1"));

        await Assert.ThrowsAsync<InvalidOperationException>(() => db.SaveChangesAsync(Ct));

        Assert.Null(call.Transaction);
        await AssertStoredAsync();
    }

    [Fact]
    public async Task Save_that_another_interceptor_empties_tracks()
    {
        await using var scope = Start(laterInterceptors: new Replacement(0, isAccepted: true)).CreateAsyncScope();
        var db = ContextOf(scope);
        db.Add(new Order { Id = "A1" });
        db.TrackPayment("cards", Query("A1"));

        Assert.Equal(0, await db.SaveChangesAsync(Ct));

        Assert.Equal(["A1"], await PaymentsAsync());
    }

    [Fact]
    public async Task Cancellation_while_the_payment_is_tracked_stores_nothing_and_the_save_can_be_repeated()
    {
        using var source = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        await using var scope = Start(laterInterceptors: new CancelingBegin(source)).CreateAsyncScope();
        var db = ContextOf(scope);
        var call = db.TrackPayment("cards", Query("A1"));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => db.SaveChangesAsync(source.Token));

        Assert.Null(call.Transaction);
        Assert.Empty(await PaymentsAsync());
        await db.SaveChangesAsync(Ct);
        Assert.NotNull(call.Transaction);
        Assert.Equal(["A1"], await PaymentsAsync());
    }

    private sealed class Replacement(int saved, bool isAccepted) : SaveChangesInterceptor
    {
        public override async ValueTask<InterceptionResult<int>> SavingChangesAsync(
            DbContextEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
        {
            if (isAccepted) eventData.Context!.ChangeTracker.AcceptAllChanges();
            return InterceptionResult<int>.SuppressWithResult(saved);
        }
    }

    private sealed class CancelingBegin(CancellationTokenSource source) : DbTransactionInterceptor
    {
        public override async ValueTask<DbTransaction> TransactionStartedAsync(
            DbConnection connection, TransactionEndEventData eventData, DbTransaction result,
            CancellationToken cancellationToken = default)
        {
            await source.CancelAsync();
            return result;
        }
    }
}
