using PaymentStatusSdk.Tracking;
using PaymentStatusSdk.Tracking.Stores;

namespace PaymentStatusSdk.Sqlite.Tests;

/// <summary>A file that is taken away under a running process is not written on.</summary>
public sealed class MovedFileTests : SqliteTest
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task File_that_was_removed_or_replaced_is_told_once_and_the_new_one_is_used(bool isReplaced)
    {
        SkipUnlessFilesMove();
        var store = Store();
        await AddAsync(store, "lost");
        Move();
        if (isReplaced) await AddAsync(Store(), "a");

        var failure = await Assert.ThrowsAsync<TrackingStoreException>(() => AddAsync(store, "b"));

        Assert.True(failure.IsTransient);
        Assert.Contains("removed or replaced", failure.Message, StringComparison.Ordinal);
        await AddAsync(store, "b");
        await AddAsync(Store(), "c");
        string[] expected = isReplaced ? ["c", "b", "a"] : ["c", "b"];
        Assert.Equal(expected, (await store.ListAsync(new TrackedFilter(), Ct)).Items.Select(row => row.MerchantId));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Who_only_reads_is_told_as_well(bool isReplaced)
    {
        SkipUnlessFilesMove();
        var store = Store();
        await AddAsync(store, "lost");
        Assert.NotNull(await store.GetAsync(1, Ct));
        Move();
        if (isReplaced) await AddAsync(Store(), "a");

        // It finds nothing due in the old file, and would never write.
        var failure = await Assert.ThrowsAsync<TrackingStoreException>(() => store.ClaimLooksAsync(new LookClaim("others", 9, Now, Now.AddMinutes(1)), Ct));

        Assert.True(failure.IsTransient);
        Assert.Equal(isReplaced ? "a" : null, (await store.GetAsync(1, Ct))?.MerchantId);
        await AddAsync(store, "b");
        Assert.Equal(isReplaced ? 2 : 1, (await Store().ListAsync(new TrackedFilter(), Ct)).Items.Count);
    }

    [Fact]
    public async Task Gate_of_a_file_that_was_replaced_is_not_entered_in_the_old_one()
    {
        SkipUnlessFilesMove();
        var gate = new SqliteExchangeGate(Database(), TimeProvider.System);
        await (await gate.EnterAsync("gate", TimeSpan.FromDays(1), Ct)).ReleaseAsync(Ct);
        Move();
        await new SqliteExchangeGate(Database(), TimeProvider.System).EnterAsync("gate", TimeSpan.FromDays(1), Ct);

        await Assert.ThrowsAsync<TrackingStoreException>(() => gate.EnterAsync("gate", TimeSpan.FromDays(1), Ct).AsTask());

        using var leaving = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        var waiting = gate.EnterAsync("gate", TimeSpan.FromDays(1), leaving.Token).AsTask();
        Assert.False(waiting.IsCompleted);
        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
    }

    [Fact]
    public async Task File_that_was_removed_without_its_log_is_made_anew()
    {
        SkipUnlessFilesMove();
        var store = Store();
        await AddAsync(store, "lost");
        File.Delete(FilePath);

        await Assert.ThrowsAsync<TrackingStoreException>(() => AddAsync(store, "a"));

        Assert.Equal(1, (await AddAsync(store, "a")).Id);
        Assert.Equal("a", Assert.Single((await Store().ListAsync(new TrackedFilter(), Ct)).Items).MerchantId);
    }

    [Fact]
    public async Task Writer_that_was_given_up_prepares_the_file_anew()
    {
        SkipUnlessFilesMove();
        var database = Database();
        var store = new SqliteTrackingStore(database, TimeProvider.System);
        await AddAsync(store, "lost");
        // As good as a full disk: SQLite says the same, and the connection is closed.
        await database.WriteAsync(session => session.Pragma($"max_page_count={session.Pragma("page_count")}"), Ct);
        await Assert.ThrowsAsync<TrackingStoreException>(() => AddAsync(store, new string('b', 100_000)));
        Move();

        Assert.Equal(1, (await AddAsync(store, "a")).Id);
    }

    private void Move()
    {
        foreach (var ending in new[] { "", "-wal", "-shm" })
        {
            if (File.Exists(FilePath + ending)) File.Move(FilePath + ending, PathOf("old.db") + ending);
        }
    }

    private static void SkipUnlessFilesMove() => Assert.SkipUnless(!OperatingSystem.IsWindows(), "Windows lets nobody move a file that is open.");
}
