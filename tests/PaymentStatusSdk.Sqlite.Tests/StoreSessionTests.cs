using PaymentStatusSdk.Relational.Database;
using PaymentStatusSdk.Relational.Dialects;
using PaymentStatusSdk.Sqlite.Tests.Driver;

namespace PaymentStatusSdk.Sqlite.Tests;

/// <summary>The statements of a transaction, on a connection that runs one at a time.</summary>
public sealed class StoreSessionTests() : DriverSessionTest(supportsBatches: false)
{
    [Fact]
    public async Task Transaction_begins_with_the_first_statements_and_is_committed_with_the_last_ones()
    {
        var session = Session();

        await session.RunAsync([new SqlStatement("a"), new SqlStatement("b")], Ct);
        Assert.False(Connection.IsCommitSent);
        await session.RunAsync([new SqlStatement("c")], Ct);
        await session.CompleteAsync([new SqlStatement("d")], Ct);

        Assert.Equal(["BEGIN Write", "a", "b", "c", "d", "COMMIT"], Script.Texts);
        Assert.True(Connection.IsCommitSent);
        Assert.False(session.IsJoined);
        Assert.All(Script.RoundTrips, trip =>
        {
            Assert.Null(trip.Transaction);
            Assert.Equal(DriverDialect.Timeout, trip.Timeout);
        });
    }

    [Fact]
    public async Task Transaction_without_statements_is_not_begun_and_one_that_was_begun_is_committed()
    {
        var session = Session();

        await session.RunAsync([], Ct);
        await session.CompleteAsync([], Ct);
        Assert.Empty(Script.Texts);

        await session.RunAsync([new SqlStatement("a")], Ct);
        await session.RunAsync([], Ct);
        await session.CompleteAsync([], Ct);
        string[] expected = ["BEGIN Write", "a", "COMMIT"];
        Assert.Equal(expected, Script.Texts);

        // It is still completed.
        await session.RunAsync([], Ct);
        Assert.True(await session.TryRollBackAsync());
        Assert.Equal(expected, Script.Texts);
    }

    [Fact]
    public async Task Transaction_that_was_begun_does_not_begin_again()
    {
        var session = Session(StoreAccess.Read);

        await session.BeginAsync(Ct);
        await session.BeginAsync(Ct);
        await session.RunAsync([new SqlStatement("a")], Ct);
        await session.BeginAsync(Ct);

        Assert.Equal(["BEGIN Read", "a"], Script.Texts);
    }

    [Fact]
    public async Task Only_a_transaction_that_has_begun_and_is_not_completed_is_rolled_back()
    {
        Assert.True(await Session().TryRollBackAsync());
        Assert.Empty(Script.Texts);

        Script.Failures["BEGIN Write"] = Failure;
        var refused = Session();
        await Assert.ThrowsAsync<ExplainedException>(() => refused.RunAsync([new SqlStatement("a")], Ct));
        Assert.True(await refused.TryRollBackAsync());
        Assert.Equal(["BEGIN Write"], Script.Texts);

        Script.Failures.Clear();
        Script.Failures["a"] = Failure;
        Script.RoundTrips.Clear();
        var failed = Session();
        await Assert.ThrowsAsync<ExplainedException>(() => failed.CompleteAsync([new SqlStatement("a")], Ct));
        Assert.True(await failed.TryRollBackAsync());
        Assert.Equal(["BEGIN Write", "a", "ROLLBACK"], Script.Texts);

        Script.Failures.Clear();
        Script.RoundTrips.Clear();
        var completed = Session();
        await completed.CompleteAsync([new SqlStatement("a")], Ct);
        Assert.True(await completed.TryRollBackAsync());
        Assert.Equal(["BEGIN Write", "a", "COMMIT"], Script.Texts);
    }

    [Fact]
    public async Task Failure_of_a_rollback_makes_theConnection_unusable_unless_it_is_not_of_the_database()
    {
        var session = Session();
        await session.RunAsync([new SqlStatement("a")], Ct);

        Script.Failures["ROLLBACK"] = Failure;
        Assert.False(await session.TryRollBackAsync());

        var defect = new FormatException();
        Script.Failures["ROLLBACK"] = defect;
        Assert.Same(defect, await Record.ExceptionAsync(() => session.TryRollBackAsync()));
    }

    [Fact]
    public async Task Rows_are_read_only_from_statements_that_return_some()
    {
        Script.Rows["a"] = [[1L], [2L]];
        Script.Rows["b"] = [[3L]];
        var numbers = new List<long>();

        await Session().CompleteAsync(
            [Numbers("a", numbers), new SqlStatement("c"), new SqlStatement("b") { ReturnsRows = true }, Numbers("b", numbers)], Ct);

        Assert.Equal([1L, 2L, 3L], numbers);
        Assert.Equal([false, true, false, true, true, false], Script.RoundTrips.Select(trip => trip.ReadsRows));
    }

    [Fact]
    public async Task Statement_stays_prepared_on_itsConnection_and_receives_new_values()
    {
        await Session().CompleteAsync([Named(1, "x")], Ct);
        await Session().CompleteAsync([Named(2, null)], Ct);

        Assert.Equal(["BEGIN Write", "a", "COMMIT"], Driver.Commands.Select(command => command.CommandText));
        Assert.All(Driver.Commands, command => Assert.False(command.IsDisposed));
        Assert.Equal(
            ["id=Number 1 name=Text x", "id=Number 2 name="],
            Script.RoundTrips.Where(trip => trip.Text == "a").Select(trip => string.Join(' ', trip.Values)));
    }

    [Fact]
    public async Task Statement_of_which_there_are_many_texts_is_not_kept()
    {
        await Session().CompleteAsync([new SqlStatement("a")], Ct);

        await Session().CompleteAsync(
            [new SqlStatement("a") { IsPrepared = false }, new SqlStatement("b") { IsPrepared = false }], Ct);
        Script.Failures["c"] = Failure;
        await Assert.ThrowsAsync<ExplainedException>(
            () => Session().CompleteAsync([new SqlStatement("c") { IsPrepared = false }], Ct));

        Assert.Equal(
            [("BEGIN Write", false), ("a", false), ("COMMIT", false), ("a", true), ("b", true), ("c", true)],
            Driver.Commands.Select(command => (command.CommandText, command.IsDisposed)));
        Assert.Equal(["BEGIN Write", "COMMIT", "a"], Connection.Commands.Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Joined_transaction_is_neither_begun_nor_ended()
    {
        var transaction = Driver.Begin();
        var session = new StoreSession(Dialect, Connection, transaction) { First = [new SqlStatement("first")] };

        await session.BeginAsync(Ct);
        Assert.Empty(Script.Texts);
        await session.RunAsync([new SqlStatement("a")], Ct);
        Assert.True(await session.TryRollBackAsync());
        await session.CompleteAsync([new SqlStatement("b")], Ct);
        await session.CompleteAsync([], Ct);

        Assert.True(session.IsJoined);
        Assert.Equal(["first", "a", "b"], Script.Texts);
        Assert.All(Script.RoundTrips, trip =>
        {
            Assert.Same(transaction, trip.Transaction);
            // The application has set the limit of its connection.
            Assert.Equal(DriverConnection.OwnTimeout, trip.Timeout);
        });
    }

    [Fact]
    public async Task Statements_of_a_joined_transaction_are_not_kept()
    {
        await Session().CompleteAsync([new SqlStatement("a")], Ct);
        var session = new StoreSession(Dialect, Connection, Driver.Begin());

        await session.RunAsync([new SqlStatement("a"), new SqlStatement("b"), new SqlStatement("b")], Ct);

        Assert.Equal(
            [("BEGIN Write", false), ("a", false), ("COMMIT", false), ("a", true), ("b", true), ("b", true)],
            Driver.Commands.Select(command => (command.CommandText, command.IsDisposed)));
        Assert.False(Connection.Commands.ContainsKey("b"));
    }

    private static SqlStatement Named(long id, string? name) =>
        new SqlStatement("a").With("id", SqlType.Number, id).With("name", SqlType.Text, name);

    private static SqlStatement Numbers(string text, List<long> numbers) =>
        new(text) { ReturnsRows = true, Read = row => numbers.Add(row.GetInt64(0)) };
}
