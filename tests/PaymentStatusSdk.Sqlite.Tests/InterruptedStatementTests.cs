using System.Data;
using System.Globalization;
using Microsoft.Data.Sqlite;
using PaymentStatusSdk.Relational.Dialects;
using PaymentStatusSdk.Sqlite.Dialects;
using SQLitePCL;

namespace PaymentStatusSdk.Sqlite.Tests;

/// <summary>Statements end when their list is canceled or their handler is aborted, and not before.</summary>
public sealed class InterruptedStatementTests : SqliteTest
{
    private const long ManyRows = 100_000;
    private const long RowsOfSeconds = 50_000_000;

    [Fact]
    public async Task Canceled_list_ends_and_its_connection_runs_later_statements()
    {
        using var dialect = Dialect();
        await using var opened = await dialect.OpenAsync(StoreAccess.Write, Ct);
        var connection = (SqliteConnection)opened.Connection;
        using var cancellationSource = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        Assert.Equal(
            ManyRows, await dialect.RunInterruptibleAsync(opened, () => CountAsync(connection, "1", ManyRows), cancellationSource.Token));

        await cancellationSource.CancelAsync();

        var failure = await Assert.ThrowsAsync<SqliteException>(
            () => dialect.RunInterruptibleAsync(opened, () => CountAsync(connection, "1", ManyRows), cancellationSource.Token));
        Assert.Equal(raw.SQLITE_INTERRUPT, failure.SqliteErrorCode);
        Assert.Equal(ManyRows, await CountAsync(connection, "1", ManyRows));
    }

    [Fact]
    public async Task Aborted_handler_is_interrupted_and_rolled_back_and_runs_no_more_statements()
    {
        using var dialect = Dialect();
        var handler = await dialect.OpenAsync(StoreAccess.Write, Ct);
        await dialect.ResetSessionAsync(handler, Ct);
        Assert.True(handler.IsBroken);
        var connection = (SqliteConnection)handler.Connection;
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        connection.CreateFunction("started", () =>
        {
            started.TrySetResult();
            return 1L;
        });
        await RunAsync(connection, "CREATE TABLE t (n INTEGER)");
        await RunAsync(connection, "BEGIN IMMEDIATE");
        await RunAsync(connection, "INSERT INTO t VALUES (1)");
        Assert.Equal(ManyRows, await CountAsync(connection, "1", ManyRows));
        var running = Task.Run(() => CountAsync(connection, "started()", RowsOfSeconds), Ct);
        await started.Task;

        handler.Abort();

        var failure = await Assert.ThrowsAsync<SqliteException>(() => running);
        Assert.Equal(raw.SQLITE_INTERRUPT, failure.SqliteErrorCode);
        Assert.NotEqual(0, raw.sqlite3_get_autocommit(connection.Handle));
        foreach (var text in new[] { "SELECT 1", "BEGIN", "INSERT INTO t VALUES (2)", "COMMIT", "SAVEPOINT s", "ROLLBACK TO s" })
            Assert.Equal((text, raw.SQLITE_AUTH), (text, raw.sqlite3_exec(connection.Handle, text)));
        // Allowed, but there is no transaction any more.
        Assert.Equal(raw.SQLITE_ERROR, raw.sqlite3_exec(connection.Handle, "ROLLBACK"));

        // The handler may still use its connection, but the next writer does not wait for it.
        var opening = dialect.OpenAsync(StoreAccess.Write, Ct).AsTask();
        Assert.True(opening.IsCompletedSuccessfully);
        var next = await opening;
        Assert.NotSame(handler, next);
        await using (var command = next.Connection.CreateCommand())
        {
            command.CommandText = "SELECT COUNT(*) FROM t";
            Assert.Equal(0L, await command.ExecuteScalarAsync(Ct));
        }

        await handler.DisposeAsync();
        Assert.Equal(ConnectionState.Closed, connection.State);
        var waiting = dialect.OpenAsync(StoreAccess.Write, Ct).AsTask();
        Assert.False(waiting.IsCompleted);
        await next.DisposeAsync();
        Assert.Same(next, await waiting);
        await next.DisposeAsync();
    }

    [Fact]
    public async Task Transaction_has_ended_when_SQLite_has_rolled_it_back()
    {
        using var dialect = Dialect();
        await using var opened = await dialect.OpenAsync(StoreAccess.Write, Ct);
        var connection = (SqliteConnection)opened.Connection;
        await using var transaction = await connection.BeginTransactionAsync(Ct);
        Assert.False(dialect.HasEnded(transaction));

        Assert.Equal(raw.SQLITE_OK, raw.sqlite3_exec(connection.Handle, "ROLLBACK"));

        Assert.True(dialect.HasEnded(transaction));
    }

    private SqliteDialect Dialect() => new(new SqliteStoreOptions { ConnectionString = FilePath });

    private static async Task<long> CountAsync(SqliteConnection connection, string first, long rows)
    {
        await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // The text is a constant of the test.
        command.CommandText = string.Create(
            CultureInfo.InvariantCulture,
            $"WITH RECURSIVE n(i) AS (SELECT {first} UNION ALL SELECT i + 1 FROM n WHERE i < {rows}) SELECT COUNT(*) FROM n");
#pragma warning restore CA2100
        return (long)(await command.ExecuteScalarAsync(Ct))!;
    }
}
