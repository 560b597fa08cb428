using System.Reflection;
using MySqlConnector;
using PaymentStatusSdk.Coordination;
using PaymentStatusSdk.MySql.Dialects;
using PaymentStatusSdk.Relational.Dialects;
using PaymentStatusSdk.TestDatabases;
using PaymentStatusSdk.Tracking;

namespace PaymentStatusSdk.MySql.Tests;

/// <summary>Broken pooled connections fail no call: it is repeated on a new one.</summary>
public sealed class LostConnectionTests : MySqlTest
{
    private const int Connections = 4;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Connections_that_broke_while_idle_fail_no_call(bool isMerchantsDataSource)
    {
        await using var source = new MySqlDataSource(Pool);
        await using var process = Start(source, isMerchantsDataSource);
        await FillAsync(process);
        await KillAsync();

        for (var i = 0; i < 2 * Connections; i++) Assert.True((await AddAsync(Row($"order-{i}"), process.Store)).Id > 0);
    }

    [Fact]
    public async Task Lock_and_mailbox_are_unaffected_by_broken_connections()
    {
        await using var source = new MySqlDataSource(Pool);
        await using var process = Start(source, isMerchantsDataSource: false);
        var lease = await AcquireAsync(process);
        await KillAsync();
        await using var mailbox = await process.CallbackRouter.OpenAsync("a", Minute, Ct);
        await KillAsync();
        Assert.Equal(CallbackDelivery.Delivered, await process.CallbackRouter.DeliverAsync("a", new byte[] { 7 }, Ct));
        await KillAsync();
        Assert.Equal([7], (await mailbox.ReceiveAsync(Ct)).ToArray());
        await KillAsync();
        await lease.ReleaseAsync(Ct);

        await AcquireAsync(Other);
    }

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

    [Fact]
    public async Task Call_with_an_answer_lost_after_its_commit_does_not_fail()
    {
        await using var proxy = new TcpProxy(Port);
        await using var process = StartBehind(proxy);
        await process.Store.PrepareAsync(Ct);

        // Each call loses the answer to its commit, after the answers to its reads.
        proxy.LoseNextAnswer(passed: 1);
        var added = await AddAsync(Row(null, "g-1"), process.Store);
        Assert.Equal(added.Id, Assert.Single((await Store.ListAsync(new TrackedFilter(), Ct)).Items).Id);

        proxy.LoseNextAnswer(passed: 2);
        var lease = await AcquireAsync(process);
        proxy.LoseNextAnswer(passed: 1);
        await using var mailbox = await process.CallbackRouter.OpenAsync("a", Minute, Ct);
        proxy.LoseNextAnswer(passed: 2);
        Assert.Contains(
            await process.CallbackRouter.DeliverAsync("a", new byte[] { 7 }, Ct),
            new[] { CallbackDelivery.Delivered, CallbackDelivery.AlreadyWaiting });
        proxy.LoseNextAnswer();
        Assert.Equal([7], (await mailbox.ReceiveAsync(Ct)).ToArray());
        proxy.LoseNextAnswer();
        await lease.ReleaseAsync(Ct);

        await AcquireAsync(Other);
    }

    [Fact]
    public async Task Call_that_must_not_be_repeated_fails()
    {
        await using var proxy = new TcpProxy(Port);
        await using var process = StartBehind(proxy);
        var row = await AddAsync(Row(), process.Store);

        proxy.LoseNextAnswer(passed: 1);

        Assert.True((await Assert.ThrowsAsync<TrackingStoreException>(() => process.Store.StopAsync(row.Id, Now, Ct))).IsTransient);
        Assert.Equal(TrackingStatus.Stopped, (await Store.GetAsync(row.Id, Ct))!.Status);
    }

    [Fact]
    public async Task Call_with_a_connection_lost_before_its_commit_is_repeated()
    {
        await using var proxy = new TcpProxy(Port);
        await using var process = StartBehind(proxy);
        var row = await AddAsync(Row(), process.Store);

        proxy.LoseNextAnswer();

        Assert.True(await process.Store.StopAsync(row.Id, Now, Ct));
    }

    private int Port => (int)new MySqlConnectionStringBuilder(Fixture.ConnectionString).Port;

    // Another pool than that of the fixture.
    private string Pool => $"{Fixture.ConnectionString};Maximum Pool Size={Connections};Application Name=lost";

    // The driver has no public constructor of its exception.
    private static StoreFailure Explain(int code, string message) => MySqlFailures.Explain(
        (MySqlException)Activator.CreateInstance(
            typeof(MySqlException), BindingFlags.NonPublic | BindingFlags.Instance, null,
            [(MySqlErrorCode)code, "HY000", message], null)!)!;

    private MySqlStoreProcess StartBehind(TcpProxy proxy) => Fixture.Start(options =>
        options.ConnectionString = new MySqlConnectionStringBuilder(Pool) { Port = (uint)proxy.Port, MaximumPoolSize = 1 }
            .ConnectionString);

    private MySqlStoreProcess Start(MySqlDataSource source, bool isMerchantsDataSource) => Fixture.Start(options =>
    {
        options.ConnectionString = isMerchantsDataSource ? null : Pool;
        if (isMerchantsDataSource) options.DataSource = _ => source;
    });

    private async Task KillAsync()
    {
        var ids = await Fixture.ReadAsync(
            "SELECT id FROM information_schema.processlist WHERE db = DATABASE() AND id <> CONNECTION_ID()", Ct);
        foreach (var id in ids) await Fixture.ExecuteAsync($"KILL CONNECTION {id}", Ct);
    }

    /// <summary>Opens every connection of the pool.</summary>
    private async Task FillAsync(MySqlStoreProcess process)
    {
        await process.Store.PrepareAsync(Ct);
        var connections = new List<StoreConnection>();
        for (var i = 0; i < Connections; i++) connections.Add(await process.Dialect.OpenAsync(StoreAccess.Read, Ct));
        foreach (var connection in connections) await connection.DisposeAsync();
    }
}
