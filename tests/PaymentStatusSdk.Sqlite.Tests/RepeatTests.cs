using PaymentStatusSdk.Relational.Database;
using PaymentStatusSdk.Relational.Dialects;
using PaymentStatusSdk.Sqlite.Tests.Driver;
using PaymentStatusSdk.Tracking;

namespace PaymentStatusSdk.Sqlite.Tests;

/// <summary>A unit of work is repeated after some failures, a limited number of times.</summary>
public sealed class RepeatTests : DriverTest
{
    private static readonly StoreFailure Lost = new("lost", true) { IsConnectionLost = true };
    private static readonly StoreFailure Conflict = new("conflict", false) { IsConflict = true, IsOfData = true };

    [Theory]
    [InlineData(29, true)]
    [InlineData(30, false)]
    public async Task Conflict_is_tried_thirty_times(int conflicts, bool isDone)
    {
        var database = Database(new DriverDialect());
        var calls = 0;

        var running = RunAsync(database, _ => ++calls <= conflicts ? throw new ExplainedException(Conflict) : calls);

        if (isDone) Assert.Equal(30, await running);
        else
        {
            var thrown = await Assert.ThrowsAsync<TrackingStoreException>(() => running);
            Assert.Equal(("conflict", false, true), (thrown.Message, thrown.IsTransient, thrown.IsOfData));
            Assert.IsType<ExplainedException>(thrown.InnerException);
        }

        Assert.Equal(30, calls);
    }

    [Fact]
    public async Task Lost_connection_is_replaced_once()
    {
        var (dialect, database) = await PreparedAsync();
        var calls = 0;

        Assert.Equal(2, await RunAsync(database, _ => ++calls == 1 ? throw new ExplainedException(Lost) : calls));

        Assert.Equal([StoreAccess.Read, StoreAccess.Read], dialect.Opened);
        Assert.Equal([true, false], dialect.Connections.Select(connection => connection.IsBroken));
        Assert.Equal([Lost], dialect.Lost);

        calls = 0;
        var thrown = await Assert.ThrowsAsync<TrackingStoreException>(() => RunAsync(database, _ =>
        {
            calls++;
            throw new ExplainedException(Lost);
        }));
        Assert.Equal((2, "lost", true), (calls, thrown.Message, thrown.IsTransient));
        Assert.Equal([Lost, Lost, Lost], dialect.Lost);
        // The tables are not verified again.
        Assert.DoesNotContain(StoreAccess.Write, dialect.Opened);
    }

    [Fact]
    public async Task Second_lost_connection_is_a_failure_also_after_a_conflict()
    {
        var (dialect, database) = await PreparedAsync();
        StoreFailure[] failures = [Lost, Conflict, Lost];
        var calls = 0;

        var thrown = await Assert.ThrowsAsync<TrackingStoreException>(
            () => RunAsync(database, _ => throw new ExplainedException(failures[calls++])));

        Assert.Equal((3, "lost"), (calls, thrown.Message));
        Assert.Equal([Lost, Lost], dialect.Lost);
    }

    [Fact]
    public async Task Call_whose_connection_is_lost_before_its_first_statement_is_always_repeated()
    {
        var (dialect, database) = await PreparedAsync();
        dialect.OnOpenAsync = () => dialect.Opened.Count == 1 ? throw new ExplainedException(Lost) : Task.CompletedTask;

        Assert.Equal(
            7, await database.RunAsync(StoreAccess.Write, (_, _) => Task.FromResult(7), Ct, Repeat.OnlyWhenRejected));

        Assert.Equal(2, dialect.Opened.Count);
        Assert.Equal([Lost], dialect.Lost);
    }

    [Fact(Timeout = 60_000)]
    public async Task Calls_that_lose_their_connections_together_report_one_loss()
    {
        var (dialect, database) = await PreparedAsync();
        var failing = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var bothStarted = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var started = 0;
        Task<int>[] calls = [CallAsync(), CallAsync()];
        // A call that starts after the loss of the other one would rightly report its own.
        await bothStarted.Task.WaitAsync(Ct);

        failing.SetResult();

        var results = await Task.WhenAll(calls);
        Assert.Equal([1, 1], results);
        Assert.Single(dialect.Lost);

        Task<int> CallAsync() => database.RunAsync(
            StoreAccess.Read,
            async (_, _) =>
            {
                var number = Interlocked.Increment(ref started);
                if (number > 2) return 1;
                if (number == 2) bothStarted.SetResult();
                await failing.Task;
                throw new ExplainedException(Lost);
            },
            Ct);
    }

    [Theory]
    [InlineData(false, false, false, true)]
    [InlineData(false, true, false, false)]
    [InlineData(false, true, true, true)]
    [InlineData(true, true, false, true)]
    public async Task Call_that_may_be_committed_is_repeated_only_if_that_is_harmless(
        bool isIdempotent, bool isCommitSent, bool isRejection, bool isRepeated)
    {
        var (_, database) = await PreparedAsync();
        var lost = Lost with { IsRejection = isRejection };
        var calls = 0;

        var running = database.RunAsync(
            StoreAccess.Write,
            async (session, token) =>
            {
                if (++calls > 1) return calls;
                var statement = new SqlStatement("SELECT 1") { ReturnsRows = true };
                await (isCommitSent ? session.CompleteAsync([statement], token) : session.RunAsync([statement], token));
                throw new ExplainedException(lost);
            },
            Ct,
            isIdempotent ? Repeat.Idempotent : Repeat.OnlyWhenRejected);

        if (isRepeated) Assert.Equal(2, await running);
        else await Assert.ThrowsAsync<TrackingStoreException>(() => running);
        Assert.Equal(isRepeated ? 2 : 1, calls);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Unusable_connection_is_closed_and_the_schema_verified_again_and_the_call_not_repeated(bool isUnusable)
    {
        var (dialect, database) = await PreparedAsync();
        var failure = new StoreFailure("failed", true) { IsConnectionUnusable = isUnusable };
        var calls = 0;

        var thrown = await Assert.ThrowsAsync<TrackingStoreException>(() => RunAsync(database, _ =>
        {
            calls++;
            throw new ExplainedException(failure);
        }));

        Assert.Equal((1, "failed", true, false), (calls, thrown.Message, thrown.IsTransient, thrown.IsOfData));
        Assert.Equal(isUnusable, Assert.Single(dialect.Connections).IsBroken);
        Assert.Empty(dialect.Lost);
        dialect.Opened.Clear();
        await RunAsync(database, _ => 1);
        StoreAccess[] expected = isUnusable ? [StoreAccess.Write, StoreAccess.Read] : [StoreAccess.Read];
        Assert.Equal(expected, dialect.Opened);
    }

    [Fact]
    public async Task Failure_after_a_cancellation_is_a_cancellation()
    {
        var (dialect, database) = await PreparedAsync();
        using var cancellationSource = CancellationTokenSource.CreateLinkedTokenSource(Ct);

        var canceled = await Assert.ThrowsAsync<OperationCanceledException>(() => database.RunAsync<int>(
            StoreAccess.Read,
            (_, _) =>
            {
                cancellationSource.Cancel();
                throw new ExplainedException(Lost);
            },
            cancellationSource.Token));

        Assert.Equal(cancellationSource.Token, canceled.CancellationToken);
        Assert.IsType<ExplainedException>(canceled.InnerException);
        Assert.Empty(dialect.Lost);
        Assert.Single(dialect.Opened);
        await Assert.ThrowsAsync<OperationCanceledException>(
            () => database.RunAsync(StoreAccess.Read, (_, _) => Task.FromResult(1), cancellationSource.Token));
        Assert.Single(dialect.Opened);
    }

    [Fact]
    public async Task Cancellation_and_explained_failures_are_neither_explained_nor_repeated()
    {
        var (dialect, database) = await PreparedAsync();
        dialect.Explanation = Lost;
        Exception[] exceptions = [new TrackingStoreException("explained", isTransient: true), new OperationCanceledException()];
        foreach (var exception in exceptions)
            Assert.Same(exception, await Record.ExceptionAsync(() => RunAsync(database, _ => throw exception)));

        dialect.Explanation = null;
        var unknown = new FormatException();
        Assert.Same(unknown, await Record.ExceptionAsync(() => RunAsync(database, _ => throw unknown)));

        Assert.Equal(3, dialect.Opened.Count);
        Assert.Empty(dialect.Lost);
    }

    [Fact]
    public async Task Unreadable_document_is_a_permanent_failure_with_its_row_and_place()
    {
        var (dialect, database) = await PreparedAsync();
        var reason = new FormatException();

        var failures = new[]
        {
            await Assert.ThrowsAsync<TrackingStoreException>(
                () => RunAsync(database, _ => throw new UnreadableException("row 7", reason))),
            await Assert.ThrowsAsync<TrackingStoreException>(
                () => database.TranslateAsync<int>(() => throw new UnreadableException("row 7", reason), Ct)),
        };

        Assert.All(failures, failure =>
        {
            Assert.Equal((false, false), (failure.IsTransient, failure.IsOfData));
            Assert.Same(reason, failure.InnerException);
            foreach (var text in new[] { "row 7", dialect.Place, dialect.PackageName })
                Assert.Contains(text, failure.Message, StringComparison.Ordinal);
        });
        Assert.Single(dialect.Opened);
    }

    [Theory]
    [InlineData(false, false, false)]
    [InlineData(true, false, true)]
    [InlineData(false, true, true)]
    public async Task Failure_in_a_transaction_of_the_application_may_succeed_later_if_it_is_transient_or_a_conflict(
        bool isTransient, bool isConflict, bool expected)
    {
        var database = Database(new DriverDialect());
        var failure = new StoreFailure("failed", isTransient) { IsConflict = isConflict, IsOfData = true };
        var calls = 0;

        var thrown = await Assert.ThrowsAsync<TrackingStoreException>(() => database.TranslateAsync<int>(
            () =>
            {
                calls++;
                throw new ExplainedException(failure);
            },
            Ct));

        Assert.Equal((1, "failed", expected, true), (calls, thrown.Message, thrown.IsTransient, thrown.IsOfData));
        Assert.IsType<ExplainedException>(thrown.InnerException);
    }

    [Fact]
    public async Task Other_exceptions_in_a_transaction_of_the_application_are_unchanged()
    {
        var dialect = new DriverDialect();
        var database = Database(dialect);
        Exception[] exceptions =
        [
            new OperationCanceledException(), new TrackingStoreException("explained", isTransient: true), new ArgumentException("refused"),
        ];
        dialect.Explanation = Lost;
        foreach (var exception in exceptions)
            Assert.Same(exception, await Record.ExceptionAsync(() => database.TranslateAsync<int>(() => throw exception, Ct)));

        var canceled = await Assert.ThrowsAsync<OperationCanceledException>(
            () => database.TranslateAsync<int>(() => throw new FormatException(), new CancellationToken(canceled: true)));
        Assert.True(canceled.CancellationToken.IsCancellationRequested);
        Assert.IsType<FormatException>(canceled.InnerException);

        dialect.Explanation = null;
        await Assert.ThrowsAsync<FormatException>(() => database.TranslateAsync<int>(() => throw new FormatException(), Ct));
        Assert.Equal(7, await database.TranslateAsync(() => Task.FromResult(7), Ct));
    }

    private static Task<int> RunAsync(StoreDatabase database, Func<StoreSession, int> unit) =>
        database.RunAsync(StoreAccess.Read, (session, _) => Task.FromResult(unit(session)), Ct);

    private async Task<(DriverDialect Dialect, StoreDatabase Database)> PreparedAsync()
    {
        var dialect = new DriverDialect();
        return (dialect, await PreparedAsync(dialect));
    }
}
