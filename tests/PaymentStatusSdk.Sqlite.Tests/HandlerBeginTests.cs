using System.Data;
using PaymentStatusSdk.Relational.Dialects;
using PaymentStatusSdk.Sqlite.Tests.Driver;
using PaymentStatusSdk.Tracking;

namespace PaymentStatusSdk.Sqlite.Tests;

/// <summary>The beginning of a transaction that a handler of the application uses.</summary>
public sealed class HandlerBeginTests : DriverTest
{
    private const string Reset = "reset";

    private static readonly SqlStatement First = new("first");

    [Theory]
    [InlineData(true, null, "SAVEPOINT payment_delivery, first")]
    [InlineData(false, null, "first")]
    [InlineData(true, "SESSION", "SAVEPOINT payment_delivery, first, SESSION")]
    [InlineData(false, "SESSION", "first, SESSION")]
    public async Task Transaction_begins_on_a_reset_session_with_a_savepoint_and_the_first_statement(
        bool hasSavepoints, string? query, string expected)
    {
        var dialect = new DriverDialect { SupportsSavepoints = hasSavepoints, QueryOfSession = query };
        dialect.Script.Rows["SESSION"] = [["session 7"]];
        var database = await PreparedAsync(dialect);
        var resets = 0;
        dialect.OnReset = () =>
        {
            resets++;
            Assert.Empty(Assert.IsType<DriverConnection>(Assert.Single(dialect.Connections).Connection).Transactions);
        };

        var (connection, transaction) = await database.BeginAsync(First, Ct);

        Assert.Equal(expected, string.Join(", ", dialect.Script.Texts));
        Assert.All(dialect.Script.RoundTrips, trip => Assert.Same(transaction, trip.Transaction));
        Assert.Equal(IsolationLevel.ReadCommitted, transaction.IsolationLevel);
        Assert.Equal(1, resets);
        Assert.Same(Assert.Single(dialect.Connections), connection);
        Assert.Equal([StoreAccess.Write], dialect.Opened);
        Assert.Equal(query is null ? null : "session 7", connection.Session);
        // The handler uses the connection from here on.
        Assert.False(connection.IsBroken);
        await connection.DisposeAsync();
        Assert.Equal(ConnectionState.Open, connection.Connection.State);
        connection.IsDetached = false;
        await connection.DisposeAsync();
        Assert.Equal(ConnectionState.Closed, connection.Connection.State);
    }

    [Theory(Timeout = 60_000)]
    [InlineData(Reset)]
    [InlineData(DriverConnection.BeginTransactionText)]
    [InlineData("SAVEPOINT payment_delivery")]
    [InlineData("first")]
    public async Task Transaction_that_cannot_begin_closes_its_connection_and_leaves_the_turn_to_the_next_one(string failing)
    {
        var failure = new ExplainedException(new StoreFailure("failed", false));
        var dialect = new DriverDialect { IsOfOneWriter = true };
        var database = await PreparedAsync(dialect);
        dialect.Script.Failures[failing] = failure;
        dialect.OnReset = () => dialect.Script.ThrowIfFails(Reset);

        var thrown = await Assert.ThrowsAsync<TrackingStoreException>(() => database.BeginAsync(First, Ct));

        Assert.Same(failure, thrown.InnerException);
        var closed = Assert.Single(dialect.Connections);
        Assert.Equal((true, ConnectionState.Closed), (closed.IsBroken, closed.Connection.State));
        dialect.Script.Failures.Clear();
        var (next, _) = await database.BeginAsync(First, Ct);
        Assert.Equal((false, ConnectionState.Open), (next.IsBroken, next.Connection.State));
    }

    [Fact(Timeout = 60_000)]
    public async Task Handlers_take_turns_in_a_database_with_one_writer()
    {
        var dialect = new DriverDialect { IsOfOneWriter = true };
        var database = await PreparedAsync(dialect);
        await database.BeginAsync(First, Ct);

        var second = database.BeginAsync(First, Ct);
        Assert.False(second.IsCompleted);
        Assert.Single(dialect.Opened);
        database.EndTurn();

        await second;
        Assert.Equal(2, dialect.Opened.Count);
    }

    [Fact(Timeout = 60_000)]
    public async Task Handlers_do_not_wait_for_each_other_in_a_database_with_many_writers()
    {
        var database = await PreparedAsync(Dialect);

        await database.BeginAsync(First, Ct);
        await database.BeginAsync(First, Ct);
        // There is no turn to end.
        database.EndTurn();

        Assert.Equal(2, Dialect.Opened.Count);
    }

    [Fact]
    public async Task Connection_that_is_lost_by_the_first_statement_is_replaced()
    {
        var database = await PreparedAsync(Dialect);
        var lost = new StoreFailure("lost", true) { IsConnectionLost = true };
        Dialect.Script.Failures["first"] = new ExplainedException(lost);
        Dialect.OnReset = () =>
        {
            if (Dialect.Connections.Count == 2) Dialect.Script.Failures.Clear();
        };

        var (connection, _) = await database.BeginAsync(First, Ct);

        Assert.Equal([true, false], Dialect.Connections.Select(one => one.IsBroken));
        Assert.Same(Dialect.Connections[1], connection);
        Assert.Equal([lost], Dialect.Lost);
    }
}
