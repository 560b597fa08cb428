using PaymentStatusSdk.Sqlite.Callbacks;
using PaymentStatusSdk.Sqlite.Store;
using PaymentStatusSdk.Tracking;
using PaymentStatusSdk.Tracking.Stores;

namespace PaymentStatusSdk.Sqlite.Tests;

/// <summary>A file that is taken away under a running process is not written on.</summary>
public sealed class MovedFileTests : SqliteTest
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task File_that_was_removed_or_replaced_fails_every_call_until_the_host_opens_it_anew(bool isReplaced)
    {
        SkipUnlessFilesMove();
        var store = Store();
        await AddAsync(store, "lost");
        Move();
        if (isReplaced) await AddAsync(Store(), "a");

        for (var i = 0; i < 40; i++)
        {
            var failure = await Assert.ThrowsAsync<TrackingStoreException>(() => AddAsync(store, $"b-{i}"));
            Assert.False(failure.IsTransient);
            Assert.Contains("removed or replaced", failure.Message, StringComparison.Ordinal);
            // A worker claims in between; it finds nothing due in the old file, and would never write.
            await Assert.ThrowsAsync<TrackingStoreException>(
                () => store.ClaimChecksAsync(new CheckClaim("others", 9, Now, Now.AddMinutes(1)), Ct));
            await Assert.ThrowsAsync<TrackingStoreException>(() => store.PrepareAsync(Ct));
            await Assert.ThrowsAsync<TrackingStoreException>(() => store.ListAsync(new TrackedFilter(), Ct));
        }

        Assert.Equal(isReplaced, File.Exists(FilePath));
        await AddAsync(Store(), "c");
        string[] expected = isReplaced ? ["c", "a"] : ["c"];
        Assert.Equal(expected, (await Store().ListAsync(new TrackedFilter(), Ct)).Items.Select(row => row.MerchantReference));
    }

    [Theory]
    [InlineData("")]
    [InlineData("-wal")]
    [InlineData("-shm")]
    public async Task Each_file_that_is_missing_fails_every_call_until_it_is_back(string ending)
    {
        SkipUnlessFilesMove();
        var store = Store();
        await AddAsync(store, "a");
        File.Move(FilePath + ending, PathOf("old"));

        await Assert.ThrowsAsync<TrackingStoreException>(() => AddAsync(store, "b"));
        await Assert.ThrowsAsync<TrackingStoreException>(() => store.GetAsync(1, Ct));
        Assert.False(File.Exists(FilePath + ending));

        File.Move(PathOf("old"), FilePath + ending);
        await AddAsync(store, "b");
        Assert.Equal(["b", "a"], (await Store().ListAsync(new TrackedFilter(), Ct)).Items.Select(row => row.MerchantReference));
    }

    [Theory]
    [InlineData("")]
    [InlineData("-wal")]
    [InlineData("-shm")]
    public async Task Each_file_that_was_replaced_by_a_copy_of_it_fails_every_call(string ending)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Elsewhere only a missing log is found out.");
        var store = Store();
        await AddAsync(store, "a");
        File.Copy(FilePath + ending, PathOf("copy"));
        File.Move(PathOf("copy"), FilePath + ending, overwrite: true);

        await Assert.ThrowsAsync<TrackingStoreException>(() => AddAsync(store, "b"));
        await Assert.ThrowsAsync<TrackingStoreException>(() => store.GetAsync(1, Ct));
    }

    [Fact]
    public async Task Gate_of_a_file_that_was_replaced_is_not_entered_in_the_old_one_or_the_new_one()
    {
        SkipUnlessFilesMove();
        var gate = new SqliteExchangeLock(Database(), TimeProvider.System);
        await (await gate.AcquireAsync("gate", TimeSpan.FromDays(1), Ct)).ReleaseAsync(Ct);
        Move();
        await new SqliteExchangeLock(Database(), TimeProvider.System).AcquireAsync("other", TimeSpan.FromDays(1), Ct);

        await Assert.ThrowsAsync<TrackingStoreException>(() => gate.AcquireAsync("gate", TimeSpan.FromDays(1), Ct).AsTask());
        await Assert.ThrowsAsync<TrackingStoreException>(() => gate.AcquireAsync("gate", TimeSpan.FromDays(1), Ct).AsTask());
    }

    [Fact]
    public async Task Writer_that_was_given_up_makes_no_new_file()
    {
        SkipUnlessFilesMove();
        var database = Database();
        var store = new SqliteTrackingStore(database, TimeProvider.System);
        await AddAsync(store, "lost");
        // As good as a full disk: SQLite says the same, and the connection is closed.
        await database.WriteAsync(session => session.Pragma($"max_page_count={session.Pragma("page_count")}"), Ct);
        await Assert.ThrowsAsync<TrackingStoreException>(() => AddAsync(store, new string('b', 100_000)));
        Move();

        await Assert.ThrowsAsync<TrackingStoreException>(() => AddAsync(store, "a"));
        Assert.False(File.Exists(FilePath));
    }

    private void Move()
    {
        foreach (var ending in new[] { "", "-wal", "-shm" })
        {
            if (File.Exists(FilePath + ending)) File.Move(FilePath + ending, PathOf("old.db") + ending);
        }
    }

    private static void SkipUnlessFilesMove() =>
        Assert.SkipUnless(!OperatingSystem.IsWindows(), "Windows lets nobody move a file that is open.");
}
