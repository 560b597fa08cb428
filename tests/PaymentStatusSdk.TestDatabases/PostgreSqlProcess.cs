using System.Diagnostics;

namespace PaymentStatusSdk.TestDatabases;

/// <summary>Runs programs as a user that a PostgreSQL server accepts, because it rejects root.</summary>
internal static class PostgreSqlProcess
{
    public const string ServerUser = "postgres";

    /// <summary>Runs a program to its end and returns its output.</summary>
    /// <exception cref="InvalidOperationException">The program failed; the message contains its output.</exception>
    public static async Task<string> RunAsync(string program, string[] arguments, CancellationToken cancellationToken)
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
    public static Process Start(string program, params string[] arguments)
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
            foreach (var argument in (ReadOnlySpan<string>)["-u", ServerUser, "--", program]) start.ArgumentList.Add(argument);
        }

        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        start.Environment["LC_ALL"] = "C";
        return Process.Start(start)!;
    }
}
