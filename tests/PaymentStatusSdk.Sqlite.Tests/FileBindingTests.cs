using Microsoft.Data.Sqlite;
using PaymentStatusSdk.Relational.Dialects;
using PaymentStatusSdk.Sqlite.Database;
using PaymentStatusSdk.Sqlite.Dialects;
using PaymentStatusSdk.Tracking;

namespace PaymentStatusSdk.Sqlite.Tests;

/// <summary>A process is bound to the file that its writer opened, and to the log and the index of that file.</summary>
public sealed class FileBindingTests : SqliteTest
{
    [Fact]
    public async Task Guard_without_a_file_accepts_everything_and_has_nothing_to_close()
    {
        using var guard = new FileGuard(FilePath);

        Assert.False(guard.IsSet);
        guard.Check();
        await CreateFilesAsync();
        guard.Check();
    }

    [Fact]
    public async Task Guard_keeps_the_connection_until_its_own_end()
    {
        await CreateFilesAsync();
        var connection = new Resource();
        var guard = new FileGuard(FilePath);

        guard.Set(connection, FileIdentity.Of(FilePath));

        Assert.True(guard.IsSet);
        guard.Check();
        Assert.Equal(0, connection.Disposals);
        guard.Dispose();
        Assert.Equal(1, connection.Disposals);
    }

    [Theory]
    [InlineData("")]
    [InlineData("-wal")]
    [InlineData("-shm")]
    public async Task Guard_is_not_set_while_a_file_is_missing(string ending)
    {
        await CreateFilesAsync();
        var opened = FileIdentity.Of(FilePath);
        File.Delete(FilePath + ending);
        using var connection = new Resource();
        using var guard = new FileGuard(FilePath);

        var failure = Assert.Throws<TrackingStoreException>(() => guard.Set(connection, opened));

        Assert.False(failure.IsTransient);
        Assert.Contains(FilePath, failure.Message, StringComparison.Ordinal);
        Assert.False(guard.IsSet);
        guard.Check();
    }

    [Fact]
    public async Task Guard_is_not_set_when_another_file_was_opened()
    {
        await CreateFilesAsync();
        using var connection = new Resource();
        using var guard = new FileGuard(FilePath);

        Assert.Throws<TrackingStoreException>(() => guard.Set(connection, new FileIdentity()));
        Assert.False(guard.IsSet);
        // The caller closes a connection that the guard has refused.
        Assert.Equal(0, connection.Disposals);
    }

    [Theory]
    [InlineData("")]
    [InlineData("-wal")]
    [InlineData("-shm")]
    public async Task Guard_refuses_a_missing_file_until_it_is_back(string ending)
    {
        await CreateFilesAsync();
        using var connection = new Resource();
        using var guard = new FileGuard(FilePath);
        guard.Set(connection, FileIdentity.Of(FilePath));
        File.Move(FilePath + ending, PathOf("old"));

        Assert.False(Assert.Throws<TrackingStoreException>(guard.Check).IsTransient);

        File.Move(PathOf("old"), FilePath + ending);
        guard.Check();
    }

    [Fact]
    public void Identity_is_that_of_the_inode_also_for_a_relative_path()
    {
        SkipUnlessLinux();
        File.WriteAllText(FilePath, "one");
        var identity = FileIdentity.Of(FilePath);

        Assert.True(identity.Exists);
        Assert.NotEqual((ulong)File.GetCreationTimeUtc(FilePath).Ticks, identity.Inode);
        Assert.NotEqual((0U, 0U), (identity.Major, identity.Minor));
        var folder = FileIdentity.Of(".");
        Assert.True(folder.Exists);
        Assert.Equal(FileIdentity.Of(Directory.GetCurrentDirectory()), folder);
    }

    [Fact]
    public void Missing_file_is_not_created_to_bind_the_process_to_it()
    {
        using var connections = Connections();

        var refusal = Assert.Throws<TrackingStoreException>(connections.KeepFile);

        Assert.Contains("is missing", refusal.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(FilePath));
    }

    [Fact]
    public async Task File_that_the_writer_did_not_open_is_refused_and_closed()
    {
        SkipUnlessLinux();
        using var connections = Connections();
        await EnableLogAsync(connections);
        // Both files exist for a moment, so they have different inodes.
        File.Copy(FilePath, PathOf("copy"));
        File.Move(PathOf("copy"), FilePath, overwrite: true);

        var refusal = Assert.Throws<TrackingStoreException>(connections.KeepFile);

        Assert.Contains("removed or replaced", refusal.Message, StringComparison.Ordinal);
        // SQLite deletes the log when the last connection is closed.
        Assert.False(File.Exists(FilePath + "-wal"));
        // A writer that opens the new file makes it the file of this process.
        await EnableLogAsync(connections);
        connections.KeepFile();
        Assert.True(File.Exists(FilePath + "-wal"));
        Assert.True(File.Exists(FilePath + "-shm"));
    }

    [Theory]
    [InlineData("wal", null, "PRAGMA journal_mode")]
    [InlineData("delete", "wal", "PRAGMA journal_mode|PRAGMA journal_mode=WAL")]
    public async Task Log_is_enabled_once_and_the_file_is_bound(string first, string? second, string expected)
    {
        using var connections = Connections();
        await EnableLogAsync(connections);
        var statements = new List<string>();

        await new SqliteSchemaDialect(FilePath, connections).PrepareAsync(
            statement => AnswerAsync(statements, statement, first, second), Ct);

        Assert.Equal(expected.Split('|'), statements);
        // The connection that keeps the log open.
        Assert.True(File.Exists(FilePath + "-wal"));
    }

    [Fact]
    public async Task File_that_cannot_have_a_log_is_refused()
    {
        using var connections = Connections();
        await EnableLogAsync(connections);
        var statements = new List<string>();

        var refusal = await Assert.ThrowsAsync<TrackingStoreException>(() => new SqliteSchemaDialect(FilePath, connections).PrepareAsync(
            statement => AnswerAsync(statements, statement, "delete", "memory"), Ct));

        Assert.False(refusal.IsTransient);
        Assert.Contains(FilePath, refusal.Message, StringComparison.Ordinal);
        Assert.Contains("'memory'", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(["PRAGMA journal_mode", "PRAGMA journal_mode=WAL"], statements);
        Assert.False(File.Exists(FilePath + "-wal"));
    }

    private static Task<object?> AnswerAsync(List<string> statements, SqlStatement statement, string first, string? second)
    {
        statements.Add(statement.Text);
        return Task.FromResult<object?>(statements.Count == 1 ? first : second);
    }

    private static void SkipUnlessLinux() =>
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Elsewhere a file is identified by its time of creation.");

    private FileConnections Connections() => new(FilePath, new SqliteStoreOptions { ConnectionString = FilePath });

    /// <summary>Creates the file with a writer, which is closed again.</summary>
    private static async Task EnableLogAsync(FileConnections connections)
    {
        await using var writer = await connections.OpenAsync(StoreAccess.Write, Ct);
        writer.IsBroken = true;
        await RunAsync((SqliteConnection)writer.Connection, "PRAGMA journal_mode=WAL");
    }

    private async Task CreateFilesAsync()
    {
        foreach (var ending in new[] { "", "-wal", "-shm" }) await File.WriteAllTextAsync(FilePath + ending, "one", Ct);
    }

    private sealed class Resource : IDisposable
    {
        public int Disposals { get; private set; }

        public void Dispose() => Disposals++;
    }
}
