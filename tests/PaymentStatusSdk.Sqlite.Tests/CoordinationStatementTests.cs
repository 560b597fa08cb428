using System.Data.Common;
using PaymentStatusSdk.Relational.Coordination;
using PaymentStatusSdk.Testing;

namespace PaymentStatusSdk.Sqlite.Tests;

/// <summary>The statements of mailboxes and exchange locks in a database that locks rows.</summary>
public sealed class CoordinationStatementTests : SqliteTest
{
    private const string Mailboxes = "SELECT id, owner, opened_at, expires_at, delivered_count FROM payment_callback_mailbox WHERE ";
    private const string Outdated = Mailboxes + "expires_at <= @now OR opened_at > @now ORDER BY expires_at LIMIT 100";
    private const string ById = Mailboxes + "id = @id";
    private const string ByOwner = ById + " AND owner = @owner";
    private const string ByKey = "SELECT holder, expires_at, duration FROM payment_exchange_lock WHERE lock_key = @lock_key";

    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private readonly ManualTimeProvider _clock = new();

    [Fact]
    public async Task Parameters_of_mailboxes_have_the_types_of_their_columns()
    {
        var (dialect, router, _) = Start();
        var mailbox = await router.OpenAsync("a", Minute, Ct);
        foreach (var body in new byte[] { 1, 2 })
        {
            await router.DeliverAsync("a", new[] { body }, Ct);
            await mailbox.ReceiveAsync(Ct);
        }

        // The first mailbox is shortened and then closed, the second one expires and is deleted.
        _clock.SetWallClock(TimeSpan.FromHours(-1));
        await router.OpenAsync("b", Minute, Ct);
        await mailbox.DisposeAsync();
        _clock.Advance(Minute);
        await router.OpenAsync("c", Minute, Ct);

        Assert.Equal(
            [
                "body Bytes", "delivered_count Number", "expires_at Time", "id Key", "ids0 Key", "last Number", "mailbox_id Key",
                "now Time", "number Number", "opened_at Time", "owner Uuid",
            ],
            dialect.Parameters);
    }

    [Fact]
    public async Task Parameters_of_exchange_locks_have_the_types_of_their_columns()
    {
        var (dialect, _, exchangeLock) = Start();
        await exchangeLock.AcquireAsync("a", Minute, Ct);
        _clock.Advance(2 * Minute);

        // The row of the expired lock is updated.
        await (await exchangeLock.AcquireAsync("a", Minute, Ct)).ReleaseAsync(Ct);

        Assert.Equal(["duration Number", "expires_at Time", "holder Uuid", "lock_key Key"], dialect.Parameters);
    }

    [Fact]
    public async Task Rows_of_mailboxes_are_locked_only_to_write_them()
    {
        var (opening, router, _) = Start();
        var mailbox = await router.OpenAsync("a", Minute, Ct);
        Assert.Equal([Outdated + RowLockDialect.LockedOrSkipped, ById, ById + RowLockDialect.Locked], Reads(opening, Mailboxes));

        var (delivering, other, _) = Start();
        await other.DeliverAsync("b", new byte[] { 1 }, Ct);
        Assert.Equal([ById], Reads(delivering, Mailboxes));
        await other.DeliverAsync("a", new byte[] { 1 }, Ct);
        Assert.Equal([ById, ById + RowLockDialect.Locked], Reads(delivering, Mailboxes));

        // The deletion waits for a delivery that is under way.
        await mailbox.DisposeAsync();
        Assert.Contains(ByOwner + RowLockDialect.Locked, opening.Statements);
        Assert.Empty(await ExecuteAsync(Database(), "SELECT mailbox_id FROM payment_callback_message"));
        Assert.DoesNotContain("ROLLBACK", opening.Statements.Concat(delivering.Statements));
    }

    [Fact]
    public async Task Row_of_an_exchange_lock_is_locked_only_to_write_it()
    {
        var (holding, _, exchangeLock) = Start();
        var handle = await exchangeLock.AcquireAsync("a", Minute, Ct);
        Assert.Equal([ByKey, ByKey + RowLockDialect.Locked], Reads(holding, ByKey));

        // The holder's release does not wait for a waiter.
        var (waiting, _, other) = Start();
        using var cancellationSource = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        var acquiring = other.AcquireAsync("a", Minute, cancellationSource.Token).AsTask();
        await _clock.WaitForTimerAsync(left => left == waiting.PollInterval, Ct);
        Assert.Equal([ByKey], Reads(waiting, ByKey));
        await cancellationSource.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => acquiring);

        await handle.ReleaseAsync(Ct);
        Assert.DoesNotContain("ROLLBACK", holding.Statements.Concat(waiting.Statements));
    }

    [Fact]
    public async Task Mailboxes_are_deleted_or_shortened_only_if_there_are_some()
    {
        var (dialect, router, _) = Start();
        await router.OpenAsync("a", Minute, Ct);
        Assert.DoesNotContain(dialect.Statements, IsDeletion);
        Assert.DoesNotContain(dialect.Statements, IsUpdate);

        _clock.Advance(Minute);
        await router.OpenAsync("b", Minute, Ct);
        Assert.Equal(2, dialect.Statements.Count(IsDeletion));
        Assert.DoesNotContain(dialect.Statements, IsUpdate);

        _clock.SetWallClock(-Minute);
        await router.OpenAsync("c", Minute, Ct);
        Assert.Single(dialect.Statements, IsUpdate);

        static bool IsDeletion(string text) => text.StartsWith("DELETE", StringComparison.Ordinal);

        static bool IsUpdate(string text) => text.StartsWith("UPDATE payment_callback_mailbox SET opened_at", StringComparison.Ordinal);
    }

    [Fact]
    public async Task Expired_mailboxes_are_deleted_once_in_the_order_of_their_ids()
    {
        var (dialect, router, _) = Start();
        foreach (var id in new[] { "b", "a", "A" }) await router.OpenAsync(id, Minute, Ct);
        _clock.Advance(Minute);

        await router.OpenAsync("a", Minute, Ct);

        foreach (var column in new[] { "payment_callback_message WHERE mailbox_id", "payment_callback_mailbox WHERE id" })
        {
            var deletion = Assert.Single(
                dialect.Commands, command => command.CommandText == $"DELETE FROM {column} IN (@ids0, @ids1, @ids2)");
            Assert.Equal(["A", "a", "b"], deletion.Parameters.Cast<DbParameter>().Select(parameter => (string?)parameter.Value));
        }

        Assert.Equal("a", Assert.Single(await ExecuteAsync(Database(), "SELECT id FROM payment_callback_mailbox")));
    }

    private static IEnumerable<string> Reads(RowLockDialect dialect, string start) =>
        dialect.Statements.Where(text => text.StartsWith(start, StringComparison.Ordinal));

    private (RowLockDialect Dialect, RelationalCallbackRouter Router, RelationalExchangeLock Lock) Start()
    {
        var dialect = new RowLockDialect(Scripted());
        var database = Database(dialect, _clock);
        return (dialect, CallbackRouter(database), ExchangeLock(database, _clock));
    }
}
