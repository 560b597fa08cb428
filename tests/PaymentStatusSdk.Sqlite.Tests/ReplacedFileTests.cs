using PaymentStatusSdk.Tracking;
using PaymentStatusSdk.Tracking.Stores;

namespace PaymentStatusSdk.Sqlite.Tests;

/// <summary>A file that is removed or replaced while a process runs is not written to.</summary>
public sealed class ReplacedFileTests : SqliteTest
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Removed_or_replaced_file_fails_every_call_until_the_host_reopens_it(bool isReplaced)
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
            // A worker claims in between; it finds nothing due in the old file and would never write.
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
    public async Task Missing_file_fails_every_call_until_it_is_back(string ending)
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
    public async Task File_replaced_by_its_copy_fails_every_call(string ending)
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
    public async Task Lock_of_a_replaced_file_is_not_acquired_in_the_old_or_the_new_file()
    {
        SkipUnlessFilesMove();
        var exchangeLock = ExchangeLock(Database(), TimeProvider.System);
        await (await exchangeLock.AcquireAsync("lock", TimeSpan.FromDays(1), Ct)).ReleaseAsync(Ct);
        Move();
        await ExchangeLock(Database(), TimeProvider.System).AcquireAsync("other", TimeSpan.FromDays(1), Ct);

        await Assert.ThrowsAsync<TrackingStoreException>(() => exchangeLock.AcquireAsync("lock", TimeSpan.FromDays(1), Ct).AsTask());
        await Assert.ThrowsAsync<TrackingStoreException>(() => exchangeLock.AcquireAsync("lock", TimeSpan.FromDays(1), Ct).AsTask());
    }

    [Fact]
    public async Task Abandoned_writer_creates_no_new_file()
    {
        SkipUnlessFilesMove();
        var database = Database();
        var store = Store(database);
        await AddAsync(store, "lost");
        // Equivalent to a full disk: SQLite returns the same error, and the connection is closed.
        await ExecuteAsync(database, $"PRAGMA max_page_count={(await ExecuteAsync(database, "PRAGMA page_count"))[0]}");
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
        Assert.SkipUnless(!OperatingSystem.IsWindows(), "Windows does not allow moving a file that is open.");
}
