using Microsoft.Data.Sqlite;
using PaymentStatusSdk.Relational.Database;
using PaymentStatusSdk.Relational.Dialects;
using PaymentStatusSdk.Relational.Schema;
using PaymentStatusSdk.Sqlite.Tests.Driver;

namespace PaymentStatusSdk.Sqlite.Tests;

/// <summary>A transaction of the application is joined only if it is open, and in the database of the store.</summary>
public sealed class DatabaseIdentityTests : DriverTest
{
    private const string InTransaction = "IN TRANSACTION";

    private DriverScript Script => Dialect.Script;

    [Fact]
    public async Task Each_database_is_verified_once_in_the_first_transaction()
    {
        var identity = Identity();
        var transaction = Dialect.Connect("a").Begin();

        var session = await identity.JoinAsync(transaction, Ct);

        string[] verified = [DriverScript.TableExists, DriverScript.ReadVersion];
        Assert.True(session.IsJoined);
        Assert.Equal(verified, Script.Texts);
        Assert.All(Script.RoundTrips, trip => Assert.Same(transaction, trip.Transaction));

        Script.RoundTrips.Clear();
        await identity.JoinAsync(Dialect.Connect("a").Begin(), Ct);
        Assert.Empty(Script.Texts);
        await identity.JoinAsync(Dialect.Connect("b").Begin(), Ct);
        Assert.Equal(verified, Script.Texts);
    }

    [Theory]
    [InlineData(true, false)]
    [InlineData(true, true)]
    [InlineData(false, false)]
    public async Task Database_without_the_tables_of_the_store_is_refused_each_time(bool hasTables, bool isEmpty)
    {
        var identity = Identity();
        Script.Rows[DriverScript.TableExists] = [[hasTables ? 1L : 0L]];
        Script.Rows[DriverScript.ReadVersion] = isEmpty ? [] : [[(long)SchemaSteps.Version, hasTables ? "other" : "id"]];

        for (var i = 0; i < 2; i++)
        {
            Script.RoundTrips.Clear();
            var refused = await Assert.ThrowsAsync<ArgumentException>(() => identity.JoinAsync(Dialect.Connect().Begin(), Ct));
            Assert.Contains($"another database than {Dialect.Place}", refused.Message, StringComparison.Ordinal);
            Assert.Equal("transaction", refused.ParamName);
            Assert.Equal(hasTables ? 2 : 1, Script.RoundTrips.Count);
        }
    }

    [Fact]
    public async Task Transaction_of_another_provider_is_refused()
    {
        var identity = new DatabaseIdentity(Dialect, typeof(SqliteConnection), "id");

        var refused = await Assert.ThrowsAsync<ArgumentException>(() => identity.JoinAsync(Dialect.Connect().Begin(), Ct));

        foreach (var text in new[] { $"{typeof(DriverConnection)}", $"{typeof(SqliteConnection)}", Dialect.Place })
            Assert.Contains(text, refused.Message, StringComparison.Ordinal);
        Assert.Empty(Script.Texts);
    }

    // Drivers differ in what they do when a transaction has ended.
    [Theory]
    [InlineData(Ending.Closed)]
    [InlineData(Ending.Detached)]
    [InlineData(Ending.Disposed)]
    [InlineData(Ending.Refused)]
    public async Task Transaction_that_has_ended_is_refused_without_a_statement(Ending ending)
    {
        var connection = Dialect.Connect();
        var transaction = connection.Begin();
        Assert.False(DatabaseIdentity.HasEnded(transaction));
        if (ending == Ending.Closed) connection.Close();
        (transaction.IsDetached, transaction.IsDisposed, transaction.IsRefused) =
            (ending == Ending.Detached, ending == Ending.Disposed, ending == Ending.Refused);

        Assert.True(DatabaseIdentity.HasEnded(transaction));
        await AssertEndedAsync(() => Identity().JoinAsync(transaction, Ct));
        Assert.Empty(Script.Texts);
    }

    [Fact]
    public async Task Transaction_that_only_the_database_has_ended_is_refused_without_a_statement()
    {
        Dialect.EndsTransactions = true;

        await AssertEndedAsync(() => Identity().JoinAsync(Dialect.Connect().Begin(), Ct));

        Assert.Empty(Script.Texts);
    }

    [Fact]
    public async Task Database_that_the_driver_does_not_observe_is_queried_before_the_first_statement_of_each_transaction()
    {
        Dialect.QueryOfTransaction = InTransaction;
        Script.Rows[InTransaction] = [[1L, 0L]];
        var identity = Identity();

        await identity.JoinAsync(Dialect.Connect().Begin(), Ct);
        Assert.Equal([InTransaction, DriverScript.TableExists, DriverScript.ReadVersion], Script.Texts);

        Script.RoundTrips.Clear();
        var session = await identity.JoinAsync(Dialect.Connect().Begin(), Ct);
        await session.RunAsync([new SqlStatement("a")], Ct);
        await session.CompleteAsync([new SqlStatement("b")], Ct);
        Assert.Equal([InTransaction, "a", "b"], Script.Texts);

        Script.Rows[InTransaction] = [[0L, 1L]];
        Script.RoundTrips.Clear();
        var ended = await identity.JoinAsync(Dialect.Connect().Begin(), Ct);
        await AssertEndedAsync(() => ended.RunAsync([new SqlStatement("a")], Ct));
        await AssertEndedAsync(() => Identity().JoinAsync(Dialect.Connect().Begin(), Ct));
        Assert.Equal([InTransaction, InTransaction], Script.Texts);
    }

    private static async Task AssertEndedAsync(Func<Task> join)
    {
        var refused = await Assert.ThrowsAsync<ArgumentException>(join);
        Assert.StartsWith("The transaction was committed, rolled back or disposed of", refused.Message, StringComparison.Ordinal);
        Assert.Equal("transaction", refused.ParamName);
    }

    private DatabaseIdentity Identity() => new(Dialect, typeof(DriverConnection), "id");

    /// <summary>The ways in which a driver shows that a transaction has ended.</summary>
    public enum Ending
    {
        /// <summary>Its connection is closed.</summary>
        Closed,

        /// <summary>It has no connection.</summary>
        Detached,

        /// <summary>It cannot be read.</summary>
        Disposed,

        /// <summary>Commands refuse it.</summary>
        Refused,
    }
}
