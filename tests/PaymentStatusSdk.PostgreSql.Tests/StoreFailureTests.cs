using Npgsql;
using PaymentStatusSdk.CrashPoints;
using PaymentStatusSdk.CrashPoints.Servers;

namespace PaymentStatusSdk.PostgreSql.Tests;

/// <summary>Driver errors become exceptions with instructions and a transient flag.</summary>
public sealed class StoreFailureTests : StoreFailureTests<PostgreSqlFixture>
{
    [Fact]
    public async Task Too_many_connections_are_transient()
    {
        await Fixture.ExecuteAsync($"CREATE ROLE few_{Fixture.Schema} LOGIN CONNECTION LIMIT 0", Ct);
        await using var process = StartWith(account: $"few_{Fixture.Schema}");

        var failure = await AssertFailsAsync(process);

        Assert.True(failure.IsTransient);
        Assert.Contains("max_connections", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Statement_timeout_is_transient_and_a_callers_cancellation_is_not_converted()
    {
        // Create the tables without the short time limit: a busy server may need longer.
        await Store.PrepareAsync(Ct);
        await using var process = Fixture.Start(options => options.CommandTimeout = TimeSpan.FromSeconds(1));
        await using var connection = new NpgsqlConnection(Fixture.ConnectionString);
        await connection.OpenAsync(Ct);
        await using var transaction = await connection.BeginTransactionAsync(Ct);
        await using var command = new NpgsqlCommand($"LOCK TABLE {Fixture.Schema}.payment_tracked", connection);
        await command.ExecuteNonQueryAsync(Ct);

        Assert.True((await AssertFailsAsync(process)).IsTransient);

        using var cancellationSource = new CancellationTokenSource();
        var waiting = Store.GetAsync(1, cancellationSource.Token);
        await cancellationSource.CancelAsync();
        var cancellation = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        Assert.Equal(cancellationSource.Token, cancellation.CancellationToken);
    }

    protected override StoreProcess StartWith(int? port = null, string? account = null, string? database = null) => Fixture.Start(options =>
    {
        var builder = new NpgsqlConnectionStringBuilder(Fixture.ConnectionString) { Password = Canary };
        if (port is { } number) builder.Port = number;
        if (account is not null) builder.Username = account;
        if (database is not null) builder.Database = database;
        options.ConnectionString = builder.ConnectionString;
    });
}
