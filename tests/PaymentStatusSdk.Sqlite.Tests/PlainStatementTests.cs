using PaymentStatusSdk.Relational.Dialects;
using PaymentStatusSdk.Relational.Store;

namespace PaymentStatusSdk.Sqlite.Tests;

/// <summary>The statements and defaults of a dialect that overrides nothing.</summary>
public sealed class PlainStatementTests
{
    private static readonly SqlColumn<(long Id, string Client, string? Name)>[] Columns =
    [
        new("id", SqlType.Number, row => row.Id) { IsKey = true },
        new("client", SqlType.Name, row => row.Client) { IsKey = true },
        new("name", SqlType.Text, row => row.Name),
        new("alias", SqlType.Key, row => row.Name),
    ];

    private static readonly PlainDialect Dialect = new();

    [Fact]
    public void Defaults_are_those_of_a_server_with_row_locks_and_without_a_channel()
    {
        Assert.Equal((" FOR UPDATE", " FOR UPDATE SKIP LOCKED", " FOR UPDATE"), (Dialect.RowLock, Dialect.RowLockOrSkip,
            Dialect.RowLockOf("t")));
        Assert.Equal(("JOIN", ""), (Dialect.OrderedJoin, Dialect.IndexHint("any")));
        Assert.Equal((false, true), (Dialect.HasOneWriter, Dialect.HasSavepoints));
        Assert.Equal((TimeSpan.FromMilliseconds(250), TimeSpan.Zero), (Dialect.PollInterval, Dialect.BusyTimeout));
        Assert.Null(Dialect.ClockQuery);
        Assert.Null(Dialect.TransactionQuery);
        Assert.Null(Dialect.SessionQuery);
        Assert.Null(Dialect.EndSession("any"));
        Assert.Null(Dialect.LockKey("any"));
        Assert.Null(Dialect.Channel);
        Assert.Empty(Dialect.BeforeClaim());
        Assert.Null(Dialect.Schema.Lock);
        Assert.Null(Dialect.Schema.Unlock);
        Assert.Equal("PaymentStatusSdk.Relational.ServerClock", RelationalDialect.ServerClockKey);
    }

    [Fact]
    public void Each_row_is_inserted_and_updated_by_a_statement_of_its_own()
    {
        (long Id, string Client, string? Name)[] rows = [(1, "a", null), (2, "b", "B")];

        var inserts = Dialect.Insert("s.t", Columns, rows).ToArray();
        var updates = Dialect.Update("s.t", Columns, rows).ToArray();

        Assert.All(
            inserts,
            insert => Assert.Equal("INSERT INTO s.t (id, client, name, alias) VALUES (@id, @client, @name, @alias)", insert.Text));
        Assert.All(
            updates,
            update => Assert.Equal("UPDATE s.t SET name = @name, alias = @alias WHERE id = @id AND client = @client", update.Text));
        foreach (var statements in new[] { inserts, updates })
        {
            Assert.Equal(2, statements.Length);
            Assert.All(statements, statement => Assert.Equal((false, true), (statement.ReturnsRows, statement.IsPrepared)));
            Assert.Equal(
                [
                    new SqlValue("id", SqlType.Number, 2L), new SqlValue("client", SqlType.Name, "b"),
                    new SqlValue("name", SqlType.Text, "B"), new SqlValue("alias", SqlType.Key, "B"),
                ],
                statements[1].Values);
            Assert.Null(statements[0].Values[2].Value);
        }
    }

    [Fact]
    public void Values_of_a_condition_are_numbered_parameters()
    {
        var statement = new SqlStatement();

        Assert.Equal("c.id IN (@ids0, @ids1)", Dialect.In(statement, "c.id", "ids", SqlType.Number, [5L, 7L]));
        Assert.Equal(
            [new SqlValue("ids0", SqlType.Number, 5L), new SqlValue("ids1", SqlType.Number, 7L)], statement.Values);
        Assert.Equal("", statement.Text);
    }

    [Theory]
    [InlineData(true, " FOR UPDATE")]
    [InlineData(false, "")]
    public void Rows_of_several_conditions_are_locked_in_one_order(bool isLocked, string rowLock)
    {
        Assert.Equal(
            "SELECT t.id FROM s.payment_tracked t WHERE id = 1 ORDER BY t.id" + rowLock,
            RowOrder.Select(Dialect, "t.id", ["id = 1"], isLocked));
        Assert.Equal(
            "SELECT t.id FROM (SELECT id FROM s.payment_tracked WHERE id = 1 UNION SELECT id FROM s.payment_tracked WHERE id = 2) k JOIN "
                + "s.payment_tracked t ON t.id = k.id ORDER BY t.id" + rowLock,
            RowOrder.Select(Dialect, "t.id", ["id = 1", "id = 2"], isLocked));
    }
}
