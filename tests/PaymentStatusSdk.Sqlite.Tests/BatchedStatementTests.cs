using PaymentStatusSdk.Relational.Database;
using PaymentStatusSdk.Relational.Dialects;
using PaymentStatusSdk.Sqlite.Tests.Driver;

namespace PaymentStatusSdk.Sqlite.Tests;

/// <summary>The statements of a transaction, with a driver that sends several of them in one round trip.</summary>
public sealed class BatchedStatementTests() : DriverSessionTest(supportsBatches: true)
{
    [Fact]
    public async Task Transaction_begins_and_is_committed_in_the_round_trips_of_its_statements()
    {
        var session = Session();

        await session.RunAsync(
            [
                new SqlStatement("a").With("id", SqlType.Number, 1L).With("name", SqlType.Text, null),
                new SqlStatement("b").With("id", SqlType.Number, 2L),
            ],
            Ct);
        await session.CompleteAsync([new SqlStatement("c")], Ct);
        Assert.True(await session.TryRollBackAsync());

        Assert.Equal(["BEGIN Write; a; b", "c; COMMIT"], Script.Texts);
        Assert.Equal("id=Number 1, name=, id=Number 2", string.Join(", ", Script.RoundTrips[0].Values));
        Assert.All(Script.RoundTrips, trip =>
        {
            Assert.Null(trip.Transaction);
            Assert.Equal(DriverDialect.Timeout, trip.Timeout);
        });
        Assert.All(Driver.Batches, batch => Assert.True(batch.IsDisposed));
        Assert.Empty(Driver.Commands);
    }

    [Fact]
    public async Task Transaction_can_begin_in_a_round_trip_of_its_own()
    {
        var session = Session();

        await session.BeginAsync(Ct);
        await session.CompleteAsync([], Ct);

        Assert.Equal(["BEGIN Write", "COMMIT"], Script.Texts);
    }

    [Fact]
    public async Task Joined_transaction_keeps_its_time_limit()
    {
        var transaction = Driver.Begin();
        var session = new StoreSession(Dialect, Connection, transaction) { First = [new SqlStatement("first")] };

        await session.RunAsync([new SqlStatement("a")], Ct);
        await session.CompleteAsync([new SqlStatement("b")], Ct);
        // There is nothing to send.
        await session.CompleteAsync([], Ct);

        Assert.Equal(["first; a", "b"], Script.Texts);
        Assert.All(Script.RoundTrips, trip =>
        {
            Assert.Same(transaction, trip.Transaction);
            Assert.Equal(DriverConnection.OwnTimeout, trip.Timeout);
        });
        Assert.Equal(2, Driver.Batches.Count);
    }

    [Fact]
    public async Task Each_statement_reads_its_own_rows()
    {
        Script.Rows["two"] = [[1L], [2L]];
        Script.Rows["none"] = [];
        Script.Rows["wide"] = [[3L, 4L]];
        var read = new List<string>();

        await Session().CompleteAsync(
            [
                new SqlStatement("update"), Reading("two"), Reading("none"), new SqlStatement("update"), new SqlStatement("update"),
                new SqlStatement("wide") { ReturnsRows = true }, Reading("wide"), Reading("two"),
            ],
            Ct);

        Assert.Equal(["two 1", "two 2", "wide 3", "two 1", "two 2"], read);

        SqlStatement Reading(string text) =>
            new(text) { ReturnsRows = true, Read = row => read.Add($"{text} {row.GetInt64(0)}") };
    }

    [Fact]
    public async Task Statement_whose_result_is_missing_reads_no_rows()
    {
        var rows = 0;

        await Session().CompleteAsync([new SqlStatement("a") { ReturnsRows = true, Read = _ => rows++ }], Ct);

        Assert.Equal(0, rows);
    }

    [Theory]
    [InlineData("BEGIN Write")]
    [InlineData("a")]
    [InlineData("query")]
    [InlineData("b")]
    [InlineData("c")]
    [InlineData("COMMIT")]
    public async Task Failure_of_any_statement_is_thrown_and_the_transaction_rolled_back(string failing)
    {
        Script.Rows["query"] = [[1L]];
        Script.Failures[failing] = Failure;
        var session = Session();

        var thrown = await Record.ExceptionAsync(() => session.CompleteAsync(
            [new SqlStatement("a"), new SqlStatement("query") { ReturnsRows = true }, new SqlStatement("b"), new SqlStatement("c")], Ct));

        Assert.Same(Failure, thrown);
        // The server may have begun the transaction.
        Assert.True(await session.TryRollBackAsync());
        Assert.Equal(["BEGIN Write; a; query; b; c; COMMIT", "ROLLBACK"], Script.Texts);
        Assert.All(Driver.Batches, batch => Assert.True(batch.IsDisposed));
    }
}
