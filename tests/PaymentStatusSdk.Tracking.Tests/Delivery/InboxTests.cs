using System.Data;
using System.Data.Common;
using Microsoft.Data.Sqlite;
using PaymentStatusSdk.Tracking.Delivery;
using static PaymentStatusSdk.Tracking.Tests.Staging.Stage;

namespace PaymentStatusSdk.Tracking.Tests.Delivery;

/// <summary>The inbox table in a database in memory.</summary>
public sealed class InboxTests : IAsyncLifetime
{
    private static readonly StatusChange Change = new()
    {
        Id = Guid.Parse("01234567-89AB-CDEF-0123-456789ABCDEF"),
        Sequence = 1,
        Transaction = new TrackedTransaction { ClientName = "cards", Query = TransactionQuery.ByMerchantReference("O1") },
    };

    private readonly DbDataSource _source = SqliteFactory.Instance.CreateDataSource(
        $"Data Source=inbox-{Guid.NewGuid():N};Mode=Memory;Cache=Shared");

    private DbConnection? _keeping;

    public async ValueTask InitializeAsync()
    {
        // The database exists as long as a connection is open.
        _keeping = await _source.OpenConnectionAsync(Ct);
        await ExecuteAsync(_keeping, null, InboxSchema.GetScript());
        await ExecuteAsync(_keeping, null, "CREATE TABLE orders (id TEXT)");
    }

    public async ValueTask DisposeAsync()
    {
        await _keeping!.DisposeAsync();
        await _source.DisposeAsync();
    }

    [Fact]
    public async Task Change_is_handled_once_for_each_handler_and_recorded_with_its_writes()
    {
        var handler = new Orders();

        await HandleAsync("one", handler);
        await HandleAsync("one", handler);
        await HandleAsync("two", handler);
        await Inbox.HandleAsync(_source, "one", handler, Change with { Id = Guid.NewGuid() }, Ct);

        Assert.Equal(3, handler.Calls);
        Assert.Equal(3L, await ReadAsync("SELECT COUNT(*) FROM orders"));
        Assert.Equal(3L, await ReadAsync("SELECT COUNT(*) FROM payment_inbox"));
        Assert.Equal(
            2L, await ReadAsync("SELECT COUNT(*) FROM payment_inbox WHERE change_id = '01234567-89ab-cdef-0123-456789abcdef'"));
        // SQLite knows no weaker level that is safe.
        Assert.Equal(IsolationLevel.Serializable, handler.Level);
    }

    [Fact]
    public async Task Handler_that_throws_leaves_no_record_and_no_writes()
    {
        await Assert.ThrowsAsync<FormatException>(() => HandleAsync("one", new Orders(_ => throw new FormatException("No."))));

        Assert.Equal(0L, await ReadAsync("SELECT COUNT(*) FROM orders"));
        Assert.Equal(0L, await ReadAsync("SELECT COUNT(*) FROM payment_inbox"));
    }

    [Fact]
    public async Task Handler_that_continues_after_the_end_of_its_transaction_fails()
    {
        await Assert.ThrowsAsync<InvalidOperationException>(
            () => HandleAsync("one", new Orders(transaction => transaction.RollbackAsync(Ct))));

        Assert.Equal(0L, await ReadAsync("SELECT COUNT(*) FROM payment_inbox"));
    }

    [Fact]
    public async Task Handler_whose_record_was_rolled_back_fails()
    {
        var handler = new Orders(transaction => ExecuteAsync(transaction.Connection!, transaction, "DELETE FROM payment_inbox"));

        await Assert.ThrowsAsync<InvalidOperationException>(() => HandleAsync("one", handler));

        Assert.Equal(0L, await ReadAsync("SELECT COUNT(*) FROM orders"));
    }

    [Fact]
    public async Task Statements_belong_to_one_transaction_that_reads_committed_rows()
    {
        await using var database = new RecordingDatabase();

        await Inbox.HandleAsync(database, "one", new Orders(), Change, Ct);

        Assert.True(database.Begun is { IsolationLevel: IsolationLevel.ReadCommitted, IsCommitted: true });
        // The record of the change, the write of the handler, and the check that the record is still there.
        Assert.Equal(3, database.Statements.Count);
        Assert.All(database.Statements, transaction => Assert.Same(database.Begun, transaction));
    }

    private Task HandleAsync(string name, Orders handler) => Inbox.HandleAsync(_source, name, handler, Change, Ct);

    private async Task<object?> ReadAsync(string text)
    {
        await using var command = _keeping!.CreateCommand();
#pragma warning disable CA2100 // The text is a constant of the test.
        command.CommandText = text;
#pragma warning restore CA2100
        return await command.ExecuteScalarAsync(Ct);
    }

    private static async Task ExecuteAsync(DbConnection connection, DbTransaction? transaction, string text)
    {
        await using var command = connection.CreateCommand();
        command.Transaction = transaction;
#pragma warning disable CA2100 // The text is a constant of the test.
        command.CommandText = text;
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync(Ct);
    }

    /// <summary>Writes a row for each call.</summary>
    private sealed class Orders(Func<DbTransaction, Task>? then = null) : ITransactionalStatusChangeHandler
    {
        public int Calls { get; private set; }

        public IsolationLevel Level { get; private set; }

        public async Task HandleAsync(StatusChange change, DbTransaction transaction, CancellationToken cancellationToken)
        {
            (Calls, Level) = (Calls + 1, transaction.IsolationLevel);
            await ExecuteAsync(transaction.Connection!, transaction, "INSERT INTO orders (id) VALUES ('O1')");
            if (then is not null) await then(transaction);
        }
    }
}
