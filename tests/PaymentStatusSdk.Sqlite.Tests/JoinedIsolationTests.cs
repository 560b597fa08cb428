using System.Data;
using System.Data.Common;
using PaymentStatusSdk.Relational.Store;
using PaymentStatusSdk.Tracking;
using PaymentStatusSdk.Tracking.Stores;

namespace PaymentStatusSdk.Sqlite.Tests;

/// <summary>A transaction of the application with an old snapshot does not see a row that was tracked concurrently.</summary>
public sealed class JoinedIsolationTests : SqliteTest
{
    [Theory]
    [InlineData(IsolationLevel.ReadUncommitted, false, false)]
    [InlineData(IsolationLevel.ReadCommitted, false, false)]
    [InlineData(IsolationLevel.RepeatableRead, false, true)]
    [InlineData(IsolationLevel.Serializable, false, true)]
    [InlineData(IsolationLevel.Snapshot, false, true)]
    [InlineData(IsolationLevel.Unspecified, false, true)]
    [InlineData(IsolationLevel.Serializable, true, false)]
    public async Task Row_that_only_others_see_is_a_conflict(IsolationLevel level, bool isOneWriter, bool isConflict)
    {
        var (dialect, store) = await StartAsync(isOneWriter);
        await using var connection = await dialect.ConnectAsync(Ct);
        await using var transaction = await connection.BeginTransactionAsync(level, Ct);
        await using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = "DELETE FROM payment_tracked";
        await command.ExecuteNonQueryAsync(Ct);

        var adding = JoinAsync(store, transaction, "a");

        if (isConflict) Assert.True((await Assert.ThrowsAsync<TrackingStoreException>(() => adding)).IsTransient);
        else Assert.Equal(2, (await adding).Id);
    }

    [Theory]
    [InlineData("a", 1L)]
    [InlineData("b", 2L)]
    public async Task Row_that_all_see_and_a_new_one_are_no_conflict(string reference, long expected)
    {
        var (dialect, store) = await StartAsync(isOneWriter: false);
        await using var connection = await dialect.ConnectAsync(Ct);
        await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.Serializable, Ct);

        Assert.Equal(expected, (await JoinAsync(store, transaction, reference)).Id);
    }

    private async Task<(LockingDialect Dialect, RelationalTrackingStore Store)> StartAsync(bool isOneWriter)
    {
        var dialect = new LockingDialect(FilePath) { IsOneWriter = isOneWriter };
        var store = Store(Database(dialect));
        await AddAsync(store, "a");
        return (dialect, store);
    }

    private static Task<TrackedTransaction> JoinAsync(
        RelationalTrackingStore store, DbTransaction transaction, string reference) => store.AddAsync(
        new TrackedTransaction
        {
            ClientName = "cards",
            Query = TransactionQuery.ByMerchantReference(reference),
            Status = TrackingStatus.Active,
            MerchantReference = reference,
            TrackedAt = Now,
            NextCheckAt = Now,
        },
        new TransactionKeys(null, reference, true), _ => null, transaction, Ct);
}
