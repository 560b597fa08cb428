using Microsoft.Extensions.Logging;
using PaymentStatusSdk.Relational.Database;
using PaymentStatusSdk.Relational.Store;
using PaymentStatusSdk.Tracking;
using PaymentStatusSdk.Tracking.Stores;

namespace PaymentStatusSdk.Sqlite.Tests;

/// <summary>One unreadable document delays no other.</summary>
public sealed class UnreadableRowTests : SqliteTest
{
    private readonly List<(int Id, string Text)> _logged = [];

    // The last one is JSON that a constructor rejects.
    [Theory]
    [InlineData("no json")]
    [InlineData("null")]
    [InlineData("""{"clientName":"cards","query":{"merchantReference":"a"},"policy":{"schedule":{"trackFor":"-00:00:01"}}}""")]
    public async Task Unreadable_row_is_skipped_for_an_hour_and_logged(string document)
    {
        var database = Database(new LockingDialect { IsOneWriter = true });
        var store = Store(database, new Logged(_logged));
        await AddAsync(store, "a");
        await AddAsync(store, "b");
        await WriteAsync(database, "payment_tracked", "id = 1", document);

        // It is due before the other, and the batch has room for one.
        var claimed = await store.ClaimChecksAsync(new CheckClaim("cards", 1, Now, Now.AddMinutes(1)), Ct);

        Assert.Equal("b", Assert.Single(claimed).Transaction.MerchantReference);
        var (id, text) = Assert.Single(_logged);
        Assert.Equal(1401, id);
        Assert.Contains("payment_tracked 1 ", text, StringComparison.Ordinal);
        var later = Now.AddHours(1);
        Assert.Empty(await store.ClaimChecksAsync(new CheckClaim("cards", 9, Now, Now.AddMinutes(1)), Ct));
        Assert.Equal(
            "b", Assert.Single(
                await store.ClaimChecksAsync(
                    new CheckClaim("cards", 9, later.AddTicks(-1), later.AddHours(9)), Ct)).Transaction.MerchantReference);
        Assert.Single(_logged);
        Assert.Empty(await store.ClaimChecksAsync(new CheckClaim("cards", 9, later, later.AddMinutes(1)), Ct));
        Assert.Equal(2, _logged.Count);
    }

    [Fact]
    public async Task Unreadable_change_is_skipped_for_an_hour_and_logged()
    {
        var database = Database(new LockingDialect { IsOneWriter = true });
        var store = Store(database, new Logged(_logged));
        var bad = await AddChangeAsync(store, "a");
        var good = await AddChangeAsync(store, "b");
        await WriteAsync(database, "payment_change", $"id = '{bad:D}'", "no json");

        var claimed = await store.ClaimChangesAsync(new ChangeClaim(1, Now, Now.AddMinutes(1)), Ct);

        Assert.Equal(good, Assert.Single(claimed).Change.Id);
        Assert.Contains($"payment_change {bad:D} ", Assert.Single(_logged).Text, StringComparison.Ordinal);
        Assert.Empty(await store.ClaimChangesAsync(new ChangeClaim(9, Now, Now.AddMinutes(1)), Ct));
        var failure = await Assert.ThrowsAsync<TrackingStoreException>(() => store.ListChangesAsync(new StatusChangeFilter(), Ct));
        Assert.Contains($"change {bad:D} ", failure.Message, StringComparison.Ordinal);
        var later = Now.AddHours(1);
        Assert.Equal(
            good, Assert.Single(await store.ClaimChangesAsync(new ChangeClaim(9, later.AddTicks(-1), later.AddHours(9)), Ct)).Change.Id);
        Assert.Single(_logged);
        Assert.Empty(await store.ClaimChangesAsync(new ChangeClaim(9, later, later.AddMinutes(1)), Ct));
        Assert.Equal(2, _logged.Count);
    }

    private static async Task<Guid> AddChangeAsync(RelationalTrackingStore store, string merchantReference)
    {
        await AddAsync(store, merchantReference);
        var claimed = Assert.Single(await store.ClaimChecksAsync(new CheckClaim("cards", 9, Now, Now.AddDays(1)), Ct));
        var row = claimed.Transaction with { NextCheckAt = Now.AddDays(1), Sequence = 1 };
        var id = Guid.CreateVersion7(Now.AddSeconds(row.Id));
        var change = new StatusChange { Id = id, Sequence = 1, Kind = StatusChangeKind.Changed, At = Now, Transaction = row };
        await store.CommitChecksAsync(
            [new CheckCommit(row, new TransactionKeys(null, merchantReference, true), claimed.Fence, claimed.Wakes, [change])], Now, Ct);
        return id;
    }

    private static Task<object[]> WriteAsync(StoreDatabase database, string table, string where, string document) =>
        ExecuteAsync(database, $"UPDATE {table} SET document = '{document}' WHERE {where}");

    private sealed class Logged(List<(int Id, string Text)> logged) : ILogger<RelationalTrackingStore>
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            Assert.Equal(LogLevel.Error, logLevel);
            logged.Add((eventId.Id, formatter(state, exception)));
        }
    }
}
