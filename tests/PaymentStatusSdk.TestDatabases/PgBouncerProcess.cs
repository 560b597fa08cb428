using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using Npgsql;

namespace PaymentStatusSdk.TestDatabases;

/// <summary>A private PgBouncer in transaction mode in front of one cluster, on a separate loopback port.</summary>
public sealed class PgBouncerProcess : IAsyncDisposable
{
    private readonly string _folder;
    private readonly Process _process;
    private readonly int _port;

    private PgBouncerProcess(string folder, Process process, int port) => (_folder, _process, _port) = (folder, process, port);

    /// <summary>The path of the program; null when it is not installed.</summary>
    public static string? Program => ((string[])["/usr/sbin/pgbouncer", "/usr/bin/pgbouncer"]).FirstOrDefault(File.Exists);

    /// <summary>Starts a PgBouncer and waits until it accepts connections.</summary>
    public static async Task<PgBouncerProcess> StartAsync(PostgreSqlCluster cluster, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(cluster);
        var program = Program ?? throw new InvalidOperationException("PgBouncer is not installed (Debian: apt-get install pgbouncer).");
        string[] pattern = ["-d", "/tmp/paymentstatus-pgbouncer-XXXXXX"];
        var folder = (await ServerProcess.PostgreSql.RunAsync("mktemp", pattern, cancellationToken)).Trim();
        var port = FreePort.Find();
        var settings = string.Create(CultureInfo.InvariantCulture, $"""
            [databases]
            * = host=127.0.0.1 port={cluster.Port} user=postgres
            [pgbouncer]
            listen_addr = 127.0.0.1
            listen_port = {port}
            unix_socket_dir =
            auth_type = any
            logfile = {LogFile(folder)}
            pool_mode = transaction
            max_client_conn = 1000
            default_pool_size = 20
            server_reset_query =
            ignore_startup_parameters = extra_float_digits,options
            """);
        var file = Path.Combine(folder, "pgbouncer.ini");
        await ServerProcess.PostgreSql.RunAsync("sh", ["-c", "printf '%s\\n' \"$2\" > \"$1\"", "sh", file, settings], cancellationToken);
        var bouncer = new PgBouncerProcess(folder, ServerProcess.PostgreSql.Start(program, "-q", file), port);
        await bouncer.WaitAsync(cancellationToken);
        return bouncer;
    }

    /// <summary>Returns a connection string to the same database through the pooler.</summary>
    public string Through(string connectionString) => new NpgsqlConnectionStringBuilder(connectionString) { Port = _port }.ConnectionString;

    /// <summary>Ends the process.</summary>
    /// <exception cref="InvalidOperationException">The process had ended before; the message contains its log.</exception>
    public async ValueTask DisposeAsync()
    {
        if (_process.HasExited) throw new InvalidOperationException($"PgBouncer ended by itself with {_process.ExitCode}: {ReadLog()}");
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private static string LogFile(string folder) => Path.Combine(folder, "pgbouncer.log");

    private string ReadLog()
    {
        var file = LogFile(_folder);
        return File.Exists(file) ? string.Join('\n', File.ReadLines(file).TakeLast(20)) : "it wrote no log";
    }

    private async Task WaitAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            if (_process.HasExited) throw new InvalidOperationException($"PgBouncer ended: {ReadLog()}");
            try
            {
                using var client = new TcpClient();
                await client.ConnectAsync("127.0.0.1", _port, cancellationToken);
                return;
            }
            catch (SocketException)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, cancellationToken);
            }
        }
    }
}
