using System.Globalization;
using Npgsql;
using PaymentStatusSdk.TestDatabases;

namespace PaymentStatusSdk.Benchmarks.League;

/// <summary>The PostgreSQL server of the league, with a database for the current contestant.</summary>
internal sealed class LeagueServer(PostgreSqlCluster cluster, string connectionString)
{
    private int _process;
    private double _cpuBefore;
    private double _cpuOfEnded;

    public string ConnectionString => connectionString;

    /// <summary>The processor time, in seconds, since <see cref="StartAsync"/>.</summary>
    public double CpuSeconds => _cpuOfEnded + ProcessorTime.OfFamily(_process) - _cpuBefore;

    public static async Task<LeagueServer> CreateDatabaseAsync(PostgreSqlCluster cluster)
    {
        var server = new LeagueServer(cluster, await cluster.CreateDatabaseAsync());
        await server.ExecuteAsync(EffectLog.CreateScript);
        return server;
    }

    /// <summary>Starts to count, after a checkpoint: the first write of a page after one makes the log longer.</summary>
    public async Task StartAsync()
    {
        await ExecuteAsync("CHECKPOINT");
        _process = await FindProcessAsync();
        _cpuBefore = ProcessorTime.OfFamily(_process);
    }

    /// <summary>Deletes the database: the server would clean up its tables while it works for the next contestant.</summary>
    public Task DropAsync() =>
        cluster.ExecuteAsync($"DROP DATABASE {new NpgsqlConnectionStringBuilder(connectionString).Database} WITH (FORCE)");

    /// <summary>Stops and starts the server; clients are disconnected.</summary>
    public async Task RestartAsync()
    {
        _cpuOfEnded += ProcessorTime.OfFamily(_process) - _cpuBefore;
        await cluster.RestartAsync();
        _process = await FindProcessAsync();
        _cpuBefore = 0;
    }

    /// <summary>Returns how many bytes the server has written to its log.</summary>
    public async Task<double> ReadLogBytesAsync() => Convert.ToDouble(
        await ExecuteAsync("SELECT (pg_current_wal_insert_lsn() - '0/0')::double precision"), CultureInfo.InvariantCulture);

    public async Task<int> CountPaymentsAsync() => Convert.ToInt32(
        await ExecuteAsync("SELECT count(DISTINCT payment) FROM league_effects"), CultureInfo.InvariantCulture);

    /// <summary>Returns all effects in their order.</summary>
    public async Task<IReadOnlyList<(int Payment, DateTimeOffset At)>> ReadEffectsAsync()
    {
        var effects = new List<(int, DateTimeOffset)>();
        await using var connection = await OpenAsync();
        await using var command = new NpgsqlCommand("SELECT payment, at FROM league_effects ORDER BY at", connection);
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync()) effects.Add((reader.GetInt32(0), reader.GetFieldValue<DateTimeOffset>(1)));
        return effects;
    }

    // Every connection has a process, whose parent is the server.
    private async Task<int> FindProcessAsync()
    {
        await using var connection = await OpenAsync();
        return ProcessorTime.ParentOf(connection.ProcessID);
    }

    private async Task<object?> ExecuteAsync(string sql)
    {
        await using var connection = await OpenAsync();
#pragma warning disable CA2100 // The text is a constant of this class.
        await using var command = new NpgsqlCommand(sql, connection);
#pragma warning restore CA2100
        return await command.ExecuteScalarAsync();
    }

    private async Task<NpgsqlConnection> OpenAsync()
    {
        var connection = new NpgsqlConnection(connectionString + ";Pooling=false");
        await connection.OpenAsync();
        return connection;
    }
}
