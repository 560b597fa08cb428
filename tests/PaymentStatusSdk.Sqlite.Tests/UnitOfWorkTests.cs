using PaymentStatusSdk.Relational.Database;
using PaymentStatusSdk.Relational.Dialects;
using PaymentStatusSdk.Sqlite.Tests.Driver;
using PaymentStatusSdk.Tracking;

namespace PaymentStatusSdk.Sqlite.Tests;

/// <summary>One attempt of a unit of work, and the preparation of the tables before it.</summary>
public sealed class UnitOfWorkTests : DriverTest
{
    private static readonly StoreFailure Failure = new("failed", false);

    private DriverScript Script => Dialect.Script;

    [Theory]
    [InlineData(StoreAccess.List, true)]
    [InlineData(StoreAccess.Read, false)]
    [InlineData(StoreAccess.Write, false)]
    public async Task Only_lists_can_be_interrupted(StoreAccess access, bool isInterruptible)
    {
        var database = await PreparedAsync(Dialect);

        Assert.Equal(7, await database.RunAsync(access, (_, _) => Task.FromResult(7), Ct));

        Assert.Equal([access], Dialect.Opened);
        Assert.Equal(isInterruptible ? Dialect.Connections : [], Dialect.Interruptible);
    }

    [Fact]
    public async Task Completed_work_is_not_rolled_back_and_its_connection_is_returned()
    {
        var database = await PreparedAsync(Dialect);

        await database.RunAsync(StoreAccess.Write, CompleteAsync, Ct);

        Assert.Equal(["BEGIN Write", "a", "COMMIT"], Script.Texts);
        Assert.False(Assert.Single(Dialect.Connections).IsBroken);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Work_that_fails_is_rolled_back_and_a_connection_that_cannot_is_closed(bool isFailing)
    {
        var database = await PreparedAsync(Dialect);
        if (isFailing) Script.Failures["ROLLBACK"] = new ExplainedException(Failure);
        var defect = new FormatException();

        var thrown = await Record.ExceptionAsync(() => database.RunAsync<int>(
            StoreAccess.Write,
            async (session, token) =>
            {
                await session.RunAsync([new SqlStatement("a")], token);
                throw defect;
            },
            Ct));

        Assert.Same(defect, thrown);
        Assert.Equal(["BEGIN Write", "a", "ROLLBACK"], Script.Texts);
        Assert.Equal(isFailing, Assert.Single(Dialect.Connections).IsBroken);
    }

    [Fact(Timeout = 60_000)]
    public async Task Calls_that_start_together_prepare_the_tables_once()
    {
        var opening = new TaskCompletionSource();
        Dialect.OnOpenAsync = () => opening.Task;
        var database = Database(Dialect);
        Task<int>[] calls = [ReadAsync(database), ReadAsync(database)];
        Assert.Equal([StoreAccess.Write], Dialect.Opened);

        opening.SetResult();

        await Task.WhenAll(calls);
        Assert.Equal([StoreAccess.Write, StoreAccess.Read, StoreAccess.Read], Dialect.Opened);
    }

    [Fact(Timeout = 60_000)]
    public async Task Call_that_is_canceled_leaves_the_preparation_to_the_next_one()
    {
        using var cancellationSource = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        var opening = new TaskCompletionSource();
        Dialect.OnOpenAsync = () => Dialect.Opened.Count == 1 ? opening.Task : Task.CompletedTask;
        var database = Database(Dialect);
        var canceled = database.RunAsync(StoreAccess.Read, (_, _) => Task.FromResult(1), cancellationSource.Token);
        var next = ReadAsync(database);

        await cancellationSource.CancelAsync();
        opening.SetCanceled(cancellationSource.Token);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => canceled);
        await next;
        Assert.Equal([StoreAccess.Write, StoreAccess.Write, StoreAccess.Read], Dialect.Opened);
    }

    [Fact]
    public async Task Tables_are_verified_again_on_request_and_after_a_request_that_failed()
    {
        var database = await PreparedAsync(Dialect);
        await ReadAsync(database);
        Assert.Equal([StoreAccess.Read], Dialect.Opened);

        await database.PrepareAsync(Ct);
        Assert.Equal([StoreAccess.Read, StoreAccess.Write], Dialect.Opened);

        Script.Failures[DriverScript.TableExists] = new ExplainedException(Failure);
        await Assert.ThrowsAsync<TrackingStoreException>(() => database.PrepareAsync(Ct));
        await Assert.ThrowsAsync<TrackingStoreException>(() => ReadAsync(database));
        Script.Failures.Clear();
        Dialect.Opened.Clear();
        await ReadAsync(database);
        await ReadAsync(database);
        Assert.Equal([StoreAccess.Write, StoreAccess.Read, StoreAccess.Read], Dialect.Opened);
    }

    [Fact]
    public async Task Preparation_that_loses_its_connection_is_repeated()
    {
        Script.Failures[DriverScript.ReadVersion] = new ExplainedException(new StoreFailure("lost", true) { IsConnectionLost = true });
        Dialect.OnOpenAsync = () =>
        {
            if (Dialect.Opened.Count == 2) Script.Failures.Clear();
            return Task.CompletedTask;
        };

        await Database(Dialect).PrepareAsync(Ct);

        Assert.Equal([StoreAccess.Write, StoreAccess.Write], Dialect.Opened);
    }

    [Fact]
    public async Task Handlers_and_transactions_of_the_application_prepare_the_tables_as_well()
    {
        var handler = new DriverDialect();
        await Database(handler).BeginAsync(new SqlStatement("first"), Ct);
        Assert.Equal([StoreAccess.Write, StoreAccess.Write], handler.Opened);

        var database = Database(Dialect);
        for (var i = 0; i < 2; i++)
        {
            Assert.Equal(
                7, await database.JoinAsync(
                    Dialect.Connect().Begin(), (session, _) => Task.FromResult(session.IsJoined ? 7 : 0), Ct));
        }

        // A transaction of the application has its own connection.
        Assert.Equal([StoreAccess.Write], Dialect.Opened);
    }

    [Fact]
    public async Task Failure_in_a_transaction_of_the_application_is_explained_unless_the_transaction_is_refused()
    {
        var database = await PreparedAsync(Dialect);
        Script.Failures["a"] = new ExplainedException(Failure);

        var failed = await Assert.ThrowsAsync<TrackingStoreException>(
            () => database.JoinAsync(Dialect.Connect().Begin(), CompleteAsync, Ct));
        Assert.Equal("failed", failed.Message);

        Dialect.EndsTransactions = true;
        await Assert.ThrowsAsync<ArgumentException>(() => database.JoinAsync(Dialect.Connect().Begin(), CompleteAsync, Ct));
    }

    private static Task<int> ReadAsync(StoreDatabase database) =>
        database.RunAsync(StoreAccess.Read, (_, _) => Task.FromResult(1), Ct);

    private static async Task<int> CompleteAsync(StoreSession session, CancellationToken cancellationToken)
    {
        await session.CompleteAsync([new SqlStatement("a")], cancellationToken);
        return 1;
    }
}
