using System.Data;
using System.Globalization;
using Microsoft.Data.Sqlite;
using PaymentStatusSdk.Relational.Dialects;
using PaymentStatusSdk.Sqlite.Database;
using PaymentStatusSdk.Sqlite.Dialects;
using PaymentStatusSdk.Tracking;

namespace PaymentStatusSdk.Sqlite.Tests;

/// <summary>The number of connections of a process to its file, their settings, and their reuse.</summary>
public sealed class FileConnectionTests : SqliteTest
{
    [Theory]
    [InlineData(StoreAccess.Write, 1)]
    [InlineData(StoreAccess.Read, 4)]
    [InlineData(StoreAccess.List, 2)]
    public async Task Number_of_connections_is_limited_for_each_kind_of_work(StoreAccess access, int limit)
    {
        var database = Database();
        await database.PrepareAsync(Ct);
        var opened = new List<StoreConnection>();
        for (var i = 0; i < limit; i++) opened.Add(await database.Dialect.OpenAsync(access, Ct));

        var waiting = database.Dialect.OpenAsync(access, Ct).AsTask();

        Assert.False(waiting.IsCompleted);
        Assert.Equal(limit, opened.Select(connection => connection.Connection).Distinct().Count());
        await opened[0].DisposeAsync();
        Assert.Same(opened[0], await waiting);
        // The other kinds of work have connections of their own.
        foreach (var other in new[] { StoreAccess.Write, StoreAccess.Read, StoreAccess.List }.Where(one => one != access))
        {
            await using var connection = await database.Dialect.OpenAsync(other, Ct);
            Assert.NotNull(connection);
        }

        foreach (var connection in opened) await connection.DisposeAsync();
    }

    [Fact]
    public async Task Broken_connection_is_closed_and_replaced()
    {
        var database = Database();
        await database.PrepareAsync(Ct);
        var broken = await database.Dialect.OpenAsync(StoreAccess.Write, Ct);
        broken.IsBroken = true;
        await broken.DisposeAsync();

        await using var next = await database.Dialect.OpenAsync(StoreAccess.Write, Ct);

        Assert.NotSame(broken, next);
        Assert.Equal(ConnectionState.Closed, broken.Connection.State);
    }

    [Theory]
    [InlineData(true, 2L)]
    [InlineData(false, 1L)]
    public async Task Settings_of_every_connection_are_those_of_the_options(bool syncEveryCommit, long synchronous)
    {
        using var dialect = new SqliteDialect(
            new SqliteStoreOptions { ConnectionString = FilePath, SyncEveryCommit = syncEveryCommit });
        foreach (var access in new[] { StoreAccess.Write, StoreAccess.Read, StoreAccess.List })
        {
            await using var opened = await dialect.OpenAsync(access, Ct);

            Assert.Equal(synchronous, await ReadAsync(opened, "PRAGMA synchronous"));
            Assert.Equal(1_000L, await ReadAsync(opened, "PRAGMA busy_timeout"));
            Assert.Equal(2L, await ReadAsync(opened, "PRAGMA temp_store"));
            Assert.Equal(64L * 1024 * 1024, await ReadAsync(opened, "PRAGMA journal_size_limit"));
            var settings = new SqliteConnectionStringBuilder(opened.Connection.ConnectionString);
            Assert.Equal((FilePath, false, 1), (settings.DataSource, settings.Pooling, settings.DefaultTimeout));
        }
    }

    [Theory]
    [InlineData(StoreAccess.Read, true)]
    [InlineData(StoreAccess.List, true)]
    [InlineData(StoreAccess.Write, false)]
    public async Task Missing_file_is_created_only_to_write_and_only_by_a_process_that_manages_the_schema(
        StoreAccess access, bool manageSchema)
    {
        using var dialect = new SqliteDialect(new SqliteStoreOptions { ConnectionString = FilePath, ManageSchema = manageSchema });

        var refusal = await Assert.ThrowsAsync<TrackingStoreException>(() => dialect.OpenAsync(access, Ct).AsTask());

        Assert.False(refusal.IsTransient);
        Assert.Contains(FilePath, refusal.Message, StringComparison.Ordinal);
        Assert.Contains("ManageSchema", refusal.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(FilePath));
        // A refusal uses up no connection.
        for (var i = 0; i < 5; i++)
            await Assert.ThrowsAsync<TrackingStoreException>(() => dialect.OpenAsync(access, Ct).AsTask());
    }

    [Fact]
    public async Task Closed_store_opens_no_connection_and_closes_those_that_return()
    {
        var dialect = new SqliteDialect(new SqliteStoreOptions { ConnectionString = FilePath });
        var opened = await dialect.OpenAsync(StoreAccess.Write, Ct);

        await dialect.DisposeAsync();

        var closed = await Assert.ThrowsAsync<ObjectDisposedException>(() => dialect.OpenAsync(StoreAccess.Read, Ct).AsTask());
        Assert.True(dialect.Explain(closed)!.IsTransient);
        await opened.DisposeAsync();
        Assert.Equal(ConnectionState.Closed, opened.Connection.State);
    }

    [Fact]
    public async Task Closed_store_has_closed_all_its_connections()
    {
        var database = Database();
        await database.PrepareAsync(Ct);
        await database.PrepareAsync(Ct);
        var opened = new List<StoreConnection>();
        foreach (var access in new[] { StoreAccess.Write, StoreAccess.Read, StoreAccess.Read })
            opened.Add(await database.Dialect.OpenAsync(access, Ct));
        foreach (var connection in opened) await connection.DisposeAsync();
        Assert.True(File.Exists(FilePath + "-wal"));

        await database.Dialect.DisposeAsync();

        Assert.All(opened, connection => Assert.Equal(ConnectionState.Closed, connection.Connection.State));
        // SQLite deletes the log and its index when the last connection is closed.
        Assert.False(File.Exists(FilePath + "-wal"));
        Assert.False(File.Exists(FilePath + "-shm"));
    }

    [Fact]
    public async Task Only_the_first_writer_of_a_process_that_manages_the_schema_may_create_the_file()
    {
        var database = Database();
        Assert.Equal(SqliteOpenMode.ReadWriteCreate, await ModeAsync(database.Dialect, StoreAccess.Write));
        Assert.Equal(SqliteOpenMode.ReadWrite, await ModeAsync(database.Dialect, StoreAccess.Read));
        Assert.Equal(SqliteOpenMode.ReadWrite, await ModeAsync(database.Dialect, StoreAccess.List));
        await database.PrepareAsync(Ct);

        // The writer that has prepared the file, and the one after it.
        Assert.Equal(SqliteOpenMode.ReadWriteCreate, await ModeAsync(database.Dialect, StoreAccess.Write));
        Assert.Equal(SqliteOpenMode.ReadWrite, await ModeAsync(database.Dialect, StoreAccess.Write));
        using var other = new SqliteDialect(new SqliteStoreOptions { ConnectionString = FilePath, ManageSchema = false });
        Assert.Equal(SqliteOpenMode.ReadWrite, await ModeAsync(other, StoreAccess.Write));
    }

    [Fact]
    public async Task Identity_of_a_file_changes_when_it_is_replaced_and_not_when_it_is_written()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Elsewhere a file is identified by its time of creation.");
        Assert.Equal(new FileIdentity(), FileIdentity.Of(FilePath));
        await File.WriteAllTextAsync(FilePath, "one", Ct);
        var first = FileIdentity.Of(FilePath);
        await File.WriteAllTextAsync(FilePath, "two", Ct);
        await File.WriteAllTextAsync(PathOf("other"), "one", Ct);

        Assert.True(first.Exists);
        Assert.NotEqual(0UL, first.Inode);
        Assert.Equal(first, FileIdentity.Of(FilePath));
        Assert.NotEqual(first, FileIdentity.Of(PathOf("other")));
        Assert.Equal((first.Major, first.Minor), (FileIdentity.Of(PathOf("other")).Major, FileIdentity.Of(PathOf("other")).Minor));
        File.Move(PathOf("other"), FilePath, overwrite: true);
        Assert.NotEqual(first, FileIdentity.Of(FilePath));
    }

    private static async Task<SqliteOpenMode> ModeAsync(RelationalDialect dialect, StoreAccess access)
    {
        await using var opened = await dialect.OpenAsync(access, Ct);
        opened.IsBroken = true;
        return new SqliteConnectionStringBuilder(opened.Connection.ConnectionString).Mode;
    }

    private static async Task<long> ReadAsync(StoreConnection opened, string pragma)
    {
        await using var command = opened.Connection.CreateCommand();
#pragma warning disable CA2100 // The text is a constant of the test.
        command.CommandText = pragma;
#pragma warning restore CA2100
        return Convert.ToInt64(await command.ExecuteScalarAsync(Ct), CultureInfo.InvariantCulture);
    }
}
