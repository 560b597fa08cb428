using System.Diagnostics;
using System.Globalization;
using MySqlConnector;

namespace PaymentStatusSdk.TestDatabases;

/// <summary>
/// A private MariaDB server in a temporary folder, on a separate loopback port, without passwords. It is stopped and deleted when it is
/// disposed, and also when this process ends without disposing it.
/// </summary>
public sealed class MariaDbServer : IAsyncDisposable
{
    private const int PortTries = 5;

    // The unusual time zone and character set reveal dependencies on the server's. A crash of the server loses nothing; a crash of the
    // machine does.
    private static readonly string[] Defaults =
    [
        "--no-defaults", "--bind-address=127.0.0.1", "--skip-name-resolve", "--max-connections=500", "--default-time-zone=-03:30",
        "--character-set-server=latin1", "--skip-log-bin", "--innodb-flush-log-at-trx-commit=2",
        "--innodb-flush-method=nosync", "--innodb-doublewrite=0", "--debug-no-sync", "--sync-frm=OFF",
        "--innodb-buffer-pool-size=134217728", "--innodb-print-all-deadlocks=ON",
    ];

    private readonly string _folder;
    private readonly string[] _settings;
    private readonly Process _guard;
    private int _databases;

    private MariaDbServer(string folder, string[] settings)
    {
        _folder = folder;
        _settings = settings;
        _guard = StartGuard(folder);
    }

    /// <summary>The port on which the server listens.</summary>
    public int Port { get; private set; }

    // A server that starts deletes the temporary files of others in the same folder.
    private string TemporaryFiles => Path.Combine(_folder, "tmp");

    private string PidFile => Path.Combine(_folder, "pid");

    private string LogFile => Path.Combine(_folder, "log");

    /// <summary>Creates and starts a new server.</summary>
    /// <param name="settings">Further options of mariadbd; by default the server is fast and loses data on a power failure.</param>
    /// <param name="cancellationToken">Cancels the start.</param>
    public static async Task<MariaDbServer> StartNewAsync(string[]? settings = null, CancellationToken cancellationToken = default)
    {
        // The server's user may have no access to this process's temporary folder.
        var parent = Directory.Exists("/tmp") ? "/tmp" : Path.GetTempPath();
        var pattern = Path.Combine(parent, "paymentstatus-mariadb-XXXXXX");
        var folder = (await ServerProcess.MariaDb.RunAsync("mktemp", ["-d", pattern], cancellationToken)).Trim();
        var server = new MariaDbServer(folder, settings ?? []);
        try
        {
            await ServerProcess.MariaDb.RunAsync("mkdir", [server.TemporaryFiles], cancellationToken);
            await ServerProcess.MariaDb.RunAsync(
                MariaDbBinaries.Installer!,
                [
                    "--no-defaults", $"--datadir={folder}/data", $"--tmpdir={server.TemporaryFiles}", "--skip-test-db",
                    "--auth-root-authentication-method=normal",
                ],
                cancellationToken);
            await server.StartOnFreePortAsync(cancellationToken);
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>Returns the connection string of the user root for a database of this server.</summary>
    public string ConnectionStringTo(string database) => new MySqlConnectionStringBuilder
    {
        Server = "127.0.0.1",
        Port = (uint)Port,
        UserID = "root",
        Database = database,
        // The long timeout is for loaded machines.
        ConnectionTimeout = 60,
        DefaultCommandTimeout = 120,
    }.ConnectionString;

    /// <summary>Creates an empty database and returns its connection string.</summary>
    public async Task<string> CreateDatabaseAsync(CancellationToken cancellationToken = default)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"test_{Interlocked.Increment(ref _databases)}");
        await ExecuteAsync($"CREATE DATABASE {name}", cancellationToken);
        return ConnectionStringTo(name);
    }

    /// <summary>Runs statements as the user root, over a connection that is closed afterwards.</summary>
    public async Task ExecuteAsync(string sql, CancellationToken cancellationToken = default)
    {
        await using var connection = new MySqlConnection(ConnectionStringTo("mysql") + ";Pooling=false");
        await connection.OpenAsync(cancellationToken);
        await using var command = new MySqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>Starts the server again on the same port.</summary>
    public async Task StartAsync(CancellationToken cancellationToken = default)
    {
        string[] arguments =
        [
            .. Defaults, $"--datadir={_folder}/data", $"--tmpdir={TemporaryFiles}",
            $"--socket={_folder}/socket", $"--pid-file={_folder}/server-pid",
            string.Create(CultureInfo.InvariantCulture, $"--port={Port}"), .. _settings,
        ];
        await ServerProcess.MariaDb.RunAsync(
            "sh", ["-c", "pid=$1 log=$2; shift 2; \"$@\" </dev/null >>\"$log\" 2>&1 & echo $! >\"$pid\"", "sh", PidFile, LogFile,
                MariaDbBinaries.Server!, .. arguments], cancellationToken);
        while (!await TryConnectAsync(cancellationToken))
        {
            if (!await IsRunningAsync(cancellationToken))
                throw new InvalidOperationException($"MariaDB ended: {string.Join('\n', File.ReadLines(LogFile).TakeLast(20))}");
            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, cancellationToken);
        }
    }

    /// <summary>Stops the server and breaks every connection.</summary>
    /// <param name="isCrash">Whether the server is killed and recovers at the next start.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    public async Task StopAsync(bool isCrash = false, CancellationToken cancellationToken = default)
    {
        await ServerProcess.MariaDb.RunAsync(
            "sh", ["-c", "kill -$1 \"$(cat \"$2\")\"", "sh", isCrash ? "KILL" : "TERM", PidFile], cancellationToken);
        while (await IsRunningAsync(cancellationToken))
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, cancellationToken);
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
        _guard.StandardInput.Close();
        await _guard.WaitForExitAsync();
        _guard.Dispose();
    }

    // Reads until the pipe from this process breaks, which happens at its end even after SIGKILL. Signals to the process group do not reach
    // the guard.
    private static Process StartGuard(string folder) => ServerProcess.MariaDb.Start(
        "sh", "-c", "trap '' INT TERM HUP; read -r _; kill -KILL \"$(cat \"$1/pid\")\" 2>/dev/null; rm -rf \"$1\"", "sh", folder);

    private async Task StartOnFreePortAsync(CancellationToken cancellationToken)
    {
        for (var left = PortTries; ; left--)
        {
            Port = FreePort.Find();
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

    private async Task<bool> TryConnectAsync(CancellationToken cancellationToken)
    {
        try
        {
            await ExecuteAsync("DO 1", cancellationToken);
            return true;
        }
        catch (MySqlException exception) when (exception.ErrorCode == MySqlErrorCode.UnableToConnectToHost)
        {
            return false;
        }
    }

    // A process that has ended may remain as a zombie.
    private async Task<bool> IsRunningAsync(CancellationToken cancellationToken) =>
        (await ServerProcess.MariaDb.RunAsync(
            "sh", ["-c", "ps -o stat= -p \"$(cat \"$1\")\" || true", "sh", PidFile], cancellationToken)).Trim() is { Length: > 0 } state
        && state[0] != 'Z';
}
