using System.Data.Common;
using System.Globalization;
using System.Reflection;
using MySqlConnector;
using PaymentStatusSdk.CrashPoints;
using PaymentStatusSdk.CrashPoints.Servers;
using PaymentStatusSdk.MySql.Dialects;
using PaymentStatusSdk.Relational.Dialects;
using PaymentStatusSdk.TestDatabases;

namespace PaymentStatusSdk.MySql.Tests;

/// <summary>Lost connections to MariaDB, and the failures by which they are detected.</summary>
public sealed class LostConnectionTests : LostConnectionTests<MySqlFixture>
{
    protected override int Port => (int)new MySqlConnectionStringBuilder(Fixture.ConnectionString).Port;

    // Another pool than that of the fixture.
    private string Pool => $"{Fixture.ConnectionString};Maximum Pool Size={Connections};Application Name=lost";

    [Theory]
    [InlineData(1053, true, false, true)]
    [InlineData(1079, true, false, true)]
    [InlineData(1152, true, false, true)]
    [InlineData(1927, true, false, true)]
    [InlineData(1290, true, true, true)]
    [InlineData(1836, true, true, true)]
    [InlineData(1205, false, true, true)]
    [InlineData(1213, false, true, true)]
    [InlineData(1020, false, true, true)]
    [InlineData(1317, false, false, true)]
    [InlineData(1969, false, false, true)]
    [InlineData(1040, false, true, true)]
    [InlineData(1021, false, true, true)]
    [InlineData(1045, false, true, false)]
    [InlineData(1146, false, true, false)]
    [InlineData(1062, false, true, false)]
    [InlineData(1406, false, true, false)]
    public void Failures_of_the_connection_or_server_are_distinguished_from_those_of_the_statement(
        int code, bool isLost, bool isRejection, bool isTransient)
    {
        var failure = Explain(code, "text");

        Assert.Equal((isLost, isRejection, isTransient), (failure.IsConnectionLost, failure.IsRejection, failure.IsTransient));
        Assert.Equal(code is 1205 or 1213 or 1020, failure.IsConflict);
        Assert.Equal(code is 1062 or 1406, failure.IsOfData);
    }

    [Theory]
    [InlineData("Duplicate entry 'g-1-cards' for key 'payment_tracked_gateway_key'", true)]
    [InlineData("Doppelter Eintrag 'g-1-cards' für Schlüssel 'payment_tracked_gateway_key'", true)]
    [InlineData("Duplicate entry 'payment_tracked_gateway_key' for key 'PRIMARY'", false)]
    public void Gateway_reference_of_a_concurrent_call_is_a_conflict_and_another_duplicate_is_of_the_data(string message, bool isConflict)
    {
        var failure = Explain(1062, message);

        Assert.Equal((isConflict, isConflict, !isConflict), (failure.IsConflict, failure.IsTransient, failure.IsOfData));
    }

    protected override DbDataSource CreateDataSource() => new MySqlDataSource(Pool);

    protected override StoreProcess Start(DbDataSource? source) => Fixture.Start(options =>
    {
        options.ConnectionString = source is null ? Pool : null;
        if (source is not null) options.DataSource = _ => (MySqlDataSource)source;
    });

    protected override StoreProcess StartBehind(TcpProxy proxy) => Fixture.Start(options =>
        options.ConnectionString = new MySqlConnectionStringBuilder(Pool) { Port = (uint)proxy.Port, MaximumPoolSize = 1 }
            .ConnectionString);

    protected override async Task KillAsync()
    {
        var ids = await Fixture.ReadAsync(
            "SELECT id FROM information_schema.processlist WHERE db = DATABASE() AND id <> CONNECTION_ID()", Ct);
        // A session that was ended earlier may end meanwhile.
        foreach (var id in ids) await Fixture.EndSessionAsync(int.Parse(id, CultureInfo.InvariantCulture));
    }

    // The driver has no public constructor of its exception.
    private static StoreFailure Explain(int code, string message) => MySqlFailures.Explain(
        (MySqlException)Activator.CreateInstance(
            typeof(MySqlException), BindingFlags.NonPublic | BindingFlags.Instance, null,
            [(MySqlErrorCode)code, "HY000", message], null)!)!;
}
