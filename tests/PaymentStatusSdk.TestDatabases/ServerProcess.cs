using System.Diagnostics;

namespace PaymentStatusSdk.TestDatabases;

/// <summary>Runs programs as a user that a database server accepts, because it rejects root.</summary>
/// <param name="user">The user, for tests that run as root.</param>
internal sealed class ServerProcess(string user)
{
    public static readonly ServerProcess MariaDb = new("mysql");
    public static readonly ServerProcess PostgreSql = new("postgres");

    public string User => user;

    public bool HasUser =>
        File.Exists("/etc/passwd") && File.ReadLines("/etc/passwd").Any(line => line.StartsWith(user + ":", StringComparison.Ordinal));

    /// <summary>Runs a program to its end and returns its output.</summary>
    /// <exception cref="InvalidOperationException">The program failed; the message contains its output.</exception>
    public async Task<string> RunAsync(string program, string[] arguments, CancellationToken cancellationToken)
    {
        using var process = Start(program, arguments);
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
        var error = process.StandardError.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        var text = await output + await error;
        return process.ExitCode == 0 ? text
            : throw new InvalidOperationException(
                $"{Path.GetFileName(program)} {string.Join(' ', arguments)} ended with {process.ExitCode}: {text}");
    }

    /// <summary>Starts a program with a pipe from this process as its input, so that it ends whenever this process ends.</summary>
    public Process Start(string program, params string[] arguments)
    {
        var isRoot = Environment.IsPrivilegedProcess;
        var start = new ProcessStartInfo(isRoot ? "runuser" : program)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = "/",
        };
        if (isRoot)
        {
            foreach (var argument in (ReadOnlySpan<string>)["-u", user, "--", program]) start.ArgumentList.Add(argument);
        }

        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        start.Environment["LC_ALL"] = "C";
        return Process.Start(start)!;
    }
}
