using MySqlConnector;
using PaymentStatusSdk.CrashPoints;
using PaymentStatusSdk.CrashPoints.Servers;
using PaymentStatusSdk.Tracking;

namespace PaymentStatusSdk.MySql.Tests;

/// <summary>Driver errors become exceptions with instructions and a transient flag; settings of the server change no value.</summary>
public sealed class StoreFailureTests : StoreFailureTests<MySqlFixture>
{
    [Fact]
    public async Task Too_many_connections_are_transient()
    {
        var user = $"few_{Fixture.Database}";
        await Fixture.ExecuteAsync(
            $"CREATE USER {user} WITH MAX_USER_CONNECTIONS 1; GRANT ALL ON {Fixture.Database}.* TO {user}", Ct);
        await using var process = Fixture.Start(options => options.ConnectionString = ConnectionStringOf(user));
        await using var held = await process.Dialect.OpenAsync(Relational.Dialects.StoreAccess.Read, Ct);

        var failure = await AssertFailsAsync(process);

        Assert.True(failure.IsTransient);
        Assert.Contains("max_connections", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Statement_timeout_is_transient_and_a_callers_cancellation_is_not_converted()
    {
        // Create the tables without the short time limit: a busy server may need longer.
        var row = await AddAsync(Row());
        await using var process = Fixture.Start(options => options.CommandTimeout = TimeSpan.FromSeconds(1));
        await using var connection = new MySqlConnection(Fixture.ConnectionString);
        await connection.OpenAsync(Ct);
        await using var transaction = await connection.BeginTransactionAsync(Ct);
        await using var command = new MySqlCommand("SELECT id FROM payment_tracked FOR UPDATE", connection, transaction);
        await command.ExecuteNonQueryAsync(Ct);

        var failure = await Assert.ThrowsAsync<TrackingStoreException>(() => process.Store.StopAsync(row.Id, Now, Ct));
        Assert.True(failure.IsTransient);

        using var cancellationSource = new CancellationTokenSource();
        var waiting = Store.StopAsync(row.Id, Now, cancellationSource.Token);
        await cancellationSource.CancelAsync();
        var cancellation = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        Assert.Equal(cancellationSource.Token, cancellation.CancellationToken);
        await transaction.RollbackAsync(Ct);
        Assert.True(await Store.StopAsync(row.Id, Now, Ct));
    }

    [Fact]
    public async Task Account_with_the_permissions_of_the_script_needs_no_others()
    {
        var user = $"rights_{Fixture.Database}";
        await Fixture.RunScriptAsync(Ct);
        await Fixture.RunScriptAsync(Ct);
        await Fixture.ExecuteAsync(
            $"CREATE USER {user}; GRANT SELECT, INSERT, UPDATE, DELETE ON {Fixture.Database}.* TO {user}", Ct);
        await using var process = Fixture.Start(options =>
        {
            options.ManageSchema = false;
            options.ConnectionString = ConnectionStringOf(user);
        });

        await AddAsync(Row(), process.Store);
        await CommitAsync(Checked(Assert.Single(await ClaimAsync(store: process.Store)), changes: 1), process.Store);

        Assert.Single(await ClaimChangesAsync(store: process.Store));
    }

    [Fact]
    public async Task Name_that_is_too_long_is_rejected_and_not_truncated()
    {
        var row = Row() with { ClientName = new string('c', 256) };

        var failure = await Assert.ThrowsAsync<TrackingStoreException>(() => AddAsync(row));

        Assert.Equal((false, true), (failure.IsTransient, failure.IsOfData));
        Assert.Empty((await Store.ListAsync(new TrackedFilter(), Ct)).Items);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Backslashes_and_quotes_are_stored_unchanged_with_either_kind_of_literals(bool hasNoEscapes)
    {
        const string Text = "\\' OR '1'='1\\\\";
        await using var process = Fixture.Start(
            options => options.ConnectionString = $"{Fixture.ConnectionString};No Backslash Escapes={hasNoEscapes}");

        await AddAsync(Row(null, Text), process.Store);

        Assert.Equal(Text, Assert.Single((await Store.ListAsync(new TrackedFilter(), Ct)).Items).GatewayReference);
    }

    [Fact]
    public async Task Lock_and_mailbox_use_the_servers_clock_in_utc()
    {
        await using var process = Fixture.Start(_ => { }, TimeProvider.System);
        await AcquireAsync(process);
        await using var mailbox = await process.CallbackRouter.OpenAsync("a", Minute, Ct);

        var remaining = await Fixture.ReadAsync(
            """
            SELECT expires_at > UTC_TIMESTAMP(6) AND expires_at <= UTC_TIMESTAMP(6) + INTERVAL 91 SECOND FROM payment_exchange_lock
            UNION ALL SELECT expires_at > UTC_TIMESTAMP(6) AND expires_at <= UTC_TIMESTAMP(6) + INTERVAL 1 MINUTE
                FROM payment_callback_mailbox
            """, Ct);

        Assert.Equal(["1", "1"], remaining);
    }

    protected override StoreProcess StartWith(int? port = null, string? account = null, string? database = null) => Fixture.Start(options =>
    {
        // The account of the fixture has no password, and a wrong one would be refused before the database is missed.
        var builder = new MySqlConnectionStringBuilder(Fixture.ConnectionString) { Password = database is null ? Canary : "" };
        if (port is { } number) builder.Port = (uint)number;
        if (account is not null) builder.UserID = account;
        if (database is not null) builder.Database = database;
        options.ConnectionString = builder.ConnectionString;
    });

    private string ConnectionStringOf(string user) =>
        new MySqlConnectionStringBuilder(Fixture.ConnectionString) { UserID = user }.ConnectionString;
}
