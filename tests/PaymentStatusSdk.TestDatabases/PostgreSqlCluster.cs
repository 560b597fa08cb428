using System.Diagnostics;
using System.Globalization;
using Npgsql;

namespace PaymentStatusSdk.TestDatabases;

/// <summary>
/// A private PostgreSQL server in a temporary folder, on a separate loopback port, without passwords. It is stopped and deleted when it is
/// disposed, and also when this process ends without disposing it.
/// </summary>
public sealed class PostgreSqlCluster : IAsyncDisposable
{
    private const int PortTries = 5;

    // The unusual time zone reveals dependencies on the server's. Without fsync, a crash of the server loses nothing; a crash of the
    // machine does.
    private static readonly Dictionary<string, string> Defaults = new()
    {
        ["listen_addresses"] = "'127.0.0.1'",
        ["unix_socket_directories"] = "''",
        ["max_connections"] = "300",
        ["shared_buffers"] = "'128MB'",
        ["max_wal_size"] = "'2GB'",
        ["timezone"] = "'America/St_Johns'",
        ["dynamic_shared_memory_type"] = "mmap",
        ["fsync"] = "off",
        ["full_page_writes"] = "off",
    };

    private readonly string _folder;
    private readonly Process _guard;
    private int _databases;
    private bool _isRunning;

    private PostgreSqlCluster(string folder)
    {
        _folder = folder;
        _guard = StartGuard(folder);
    }

    /// <summary>The port on which the server listens.</summary>
    public int Port { get; private set; }

    /// <summary>The connection string of the superuser for the database postgres.</summary>
    public string ConnectionString => ConnectionStringTo("postgres");

    private string Data => Path.Combine(_folder, "data");

    /// <summary>Creates and starts a new server.</summary>
    /// <param name="settings">Different settings for postgresql.conf; by default the server is fast and loses data on a power
    /// failure.</param>
    /// <param name="cancellationToken">Cancels the start.</param>
    public static async Task<PostgreSqlCluster> StartNewAsync(
        IReadOnlyDictionary<string, string>? settings = null, CancellationToken cancellationToken = default)
    {
        // The server's user may have no access to this process's temporary folder.
        var parent = Directory.Exists("/tmp") ? "/tmp" : Path.GetTempPath();
        var pattern = Path.Combine(parent, "paymentstatus-postgresql-XXXXXX");
        var folder = (await ServerProcess.PostgreSql.RunAsync("mktemp", ["-d", pattern], cancellationToken)).Trim();
        var cluster = new PostgreSqlCluster(folder);
        try
        {
            await cluster.InitializeAsync(settings, cancellationToken);
            return cluster;
        }
        catch
        {
            await cluster.DisposeAsync();
            throw;
        }
    }

    /// <summary>Returns the superuser's connection string for a database of this server.</summary>
    public string ConnectionStringTo(string database) => new NpgsqlConnectionStringBuilder
    {
        Host = "127.0.0.1",
        Port = Port,
        Username = "postgres",
        Database = database,
        // The long timeout is for loaded machines.
        Timeout = 60,
        CommandTimeout = 120,
    }.ConnectionString;

    /// <summary>Creates an empty database and returns its connection string.</summary>
    public async Task<string> CreateDatabaseAsync(CancellationToken cancellationToken = default)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"test_{Interlocked.Increment(ref _databases)}");
        await ExecuteAsync($"CREATE DATABASE {name}", cancellationToken);
        return ConnectionStringTo(name);
    }

    /// <summary>Runs a statement as the superuser, over a connection that is closed afterwards.</summary>
    public async Task ExecuteAsync(string sql, CancellationToken cancellationToken = default)
    {
        await using var connection = new NpgsqlConnection(ConnectionString + ";Pooling=false");
        await connection.OpenAsync(cancellationToken);
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>Starts the server again on the same port.</summary>
    public async Task StartAsync(CancellationToken cancellationToken = default)
    {
        await ControlAsync(cancellationToken, "start", "-w", "-t", "120", "-l", Path.Combine(_folder, "log"));
        _isRunning = true;
    }

    /// <summary>Stops the server and breaks every connection.</summary>
    /// <param name="isCrash">Whether the server stops without a message to clients and recovers at the next start; otherwise clients
    /// receive 57P01.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    public async Task StopAsync(bool isCrash = false, CancellationToken cancellationToken = default)
    {
        await ControlAsync(cancellationToken, "stop", "-w", "-t", "120", "-m", isCrash ? "immediate" : "fast");
        _isRunning = false;
    }

    /// <summary>Stops and starts the server.</summary>
    public async Task RestartAsync(bool isCrash = false, CancellationToken cancellationToken = default)
    {
        await StopAsync(isCrash, cancellationToken);
        await StartAsync(cancellationToken);
    }

    /// <summary>Stops and deletes the server.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_guard.HasExited) return;
        if (_isRunning) NpgsqlConnection.ClearAllPools();
        _guard.StandardInput.Close();
        await _guard.WaitForExitAsync();
        _guard.Dispose();
    }

    // Reads until the pipe from this process breaks, which happens at its end even after SIGKILL. Signals to the process group do not reach
    // the guard.
    private static Process StartGuard(string folder) => ServerProcess.PostgreSql.Start(
        "sh", "-c", "trap '' INT TERM HUP; read -r _; [ -f \"$2/data/postmaster.pid\" ] && \"$1\" stop -D \"$2/data\" -m immediate -w -t "
            + "60 >/dev/null 2>&1; rm -rf \"$2\"",
        "sh", Path.Combine(PostgreSqlBinaries.Folder, "pg_ctl"), folder);

    private async Task InitializeAsync(IReadOnlyDictionary<string, string>? settings, CancellationToken cancellationToken)
    {
        await ServerProcess.PostgreSql.RunAsync(
            Path.Combine(PostgreSqlBinaries.Folder, "initdb"),
            ["-D", Data, "-U", "postgres", "--auth=trust", "--encoding=UTF8", "--no-locale", "--no-sync"],
            cancellationToken);
        var all = new Dictionary<string, string>(Defaults);
        foreach (var (name, value) in settings ?? new Dictionary<string, string>()) all[name] = value;
        for (var left = PortTries; ; left--)
        {
            Port = FreePort.Find();
            all["port"] = Port.ToString(CultureInfo.InvariantCulture);
            await WriteSettingsAsync(all, cancellationToken);
            try
            {
                await StartAsync(cancellationToken);
                return;
            }
            catch (InvalidOperationException) when (left > 1)
            {
                // Another process may have taken the port meanwhile.
            }
        }
    }

    private Task<string> WriteSettingsAsync(Dictionary<string, string> settings, CancellationToken cancellationToken) =>
        ServerProcess.PostgreSql.RunAsync(
            "sh",
            [
                "-c", "printf '%s\\n' \"$2\" > \"$1\"", "sh", Path.Combine(Data, "postgresql.auto.conf"),
                string.Join('\n', settings.Select(one => $"{one.Key} = {one.Value}")),
            ],
            cancellationToken);

    private async Task ControlAsync(CancellationToken cancellationToken, params string[] arguments) =>
        await ServerProcess.PostgreSql.RunAsync(
            Path.Combine(PostgreSqlBinaries.Folder, "pg_ctl"), ["-D", Data, .. arguments], cancellationToken);
}
