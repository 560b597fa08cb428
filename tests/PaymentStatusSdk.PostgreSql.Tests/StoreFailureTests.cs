using Npgsql;
using PaymentStatusSdk.Tracking;

namespace PaymentStatusSdk.PostgreSql.Tests;

/// <summary>Driver errors become exceptions with instructions and a transient flag.</summary>
public sealed class StoreFailureTests : PostgreSqlTest
{
    private const string Canary = "canary-password";

    [Fact]
    public async Task Missing_server_is_transient()
    {
        await using var process = StartWith(options => options.Port = 1);

        Assert.True((await AssertFailsAsync(process)).IsTransient);
    }

    [Fact]
    public async Task Missing_role_is_not_transient()
    {
        await using var process = StartWith(options => options.Username = "missing");

        Assert.False((await AssertFailsAsync(process)).IsTransient);
    }

    [Fact]
    public async Task Missing_database_is_not_transient()
    {
        await using var process = StartWith(options => options.Database = "nothing");

        Assert.False((await AssertFailsAsync(process)).IsTransient);
    }

    [Fact]
    public async Task Too_many_connections_are_transient()
    {
        await Fixture.ExecuteAsync($"CREATE ROLE few_{Fixture.Schema} LOGIN CONNECTION LIMIT 0", Ct);
        await using var process = StartWith(options => options.Username = $"few_{Fixture.Schema}");

        var failure = await AssertFailsAsync(process);

        Assert.True(failure.IsTransient);
        Assert.Contains("max_connections", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Missing_table_is_not_transient()
    {
        await Store.PrepareAsync(Ct);
        await Fixture.ExecuteAsync($"DROP TABLE {Fixture.Schema}.payment_tracked", Ct);

        Assert.False((await AssertFailsAsync(First as PostgreSqlStoreProcess)).IsTransient);
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

    private PostgreSqlStoreProcess StartWith(Action<NpgsqlConnectionStringBuilder> change) => Fixture.Start(options =>
    {
        var builder = new NpgsqlConnectionStringBuilder(Fixture.ConnectionString) { Password = Canary };
        change(builder);
        options.ConnectionString = builder.ConnectionString;
    });

    private async Task<TrackingStoreException> AssertFailsAsync(PostgreSqlStoreProcess? process)
    {
        var failure = await Assert.ThrowsAsync<TrackingStoreException>(() => process!.Store.GetAsync(1, Ct));
        Assert.DoesNotContain(Canary, failure.ToString(), StringComparison.Ordinal);
        Assert.NotNull(failure.InnerException);
        Assert.False(failure.IsOfData);
        return failure;
    }
}
