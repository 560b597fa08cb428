using PaymentStatusSdk.Relational.Database;
using PaymentStatusSdk.Relational.Dialects;
using PaymentStatusSdk.Sqlite.Tests.Driver;
using PaymentStatusSdk.Testing;

namespace PaymentStatusSdk.Sqlite.Tests;

/// <summary>The clock of the database is read in a statement, and any other clock without one.</summary>
public sealed class DatabaseClockTests : DriverTest
{
    [Fact]
    public async Task Clock_of_the_database_is_read_by_its_statement()
    {
        var dialect = new DriverDialect { Clock = "NOW" };
        dialect.Script.Rows["NOW"] = [[60L, 7L]];
        var database = await PreparedAsync(dialect);
        var clock = new DatabaseClock(database);

        var time = await database.RunAsync(StoreAccess.Read, clock.ReadAsync, Ct);

        Assert.True(database.HasClock);
        Assert.Equal(DateTimeOffset.UnixEpoch.AddMinutes(1), time);
        Assert.Equal(time, clock.Now);
        Assert.Equal(["BEGIN Read", "NOW", "COMMIT"], dialect.Script.Texts);
        Assert.Equal("NOW", Assert.Single(clock.Statements).Text);
    }

    [Theory]
    [InlineData("NOW", true)]
    [InlineData(null, true)]
    [InlineData(null, false)]
    public async Task Other_clock_is_read_without_a_statement(string? query, bool hasOtherClock)
    {
        var dialect = new DriverDialect { Clock = query };
        var time = new ManualTimeProvider();
        var database = Database(dialect, hasOtherClock ? time : null);
        await database.PrepareAsync(Ct);
        dialect.Script.RoundTrips.Clear();
        var clock = new DatabaseClock(database);

        var read = await database.RunAsync(StoreAccess.Read, clock.ReadAsync, Ct);

        Assert.False(database.HasClock);
        Assert.Empty(clock.Statements);
        Assert.Empty(dialect.Script.Texts);
        if (hasOtherClock) Assert.Equal((time.GetUtcNow(), time.GetUtcNow()), (read, clock.Now));
    }
}
