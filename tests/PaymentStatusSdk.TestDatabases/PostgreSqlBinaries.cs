namespace PaymentStatusSdk.TestDatabases;

/// <summary>Finds the programs of a PostgreSQL server on this machine.</summary>
public static class PostgreSqlBinaries
{
    /// <summary>The environment variable that, set to 1, makes tests fail instead of skip on a machine without a server.</summary>
    public const string RequireVariable = "PAYMENTSTATUS_REQUIRE_POSTGRESQL";

    /// <summary>The environment variable with the folder of initdb and pg_ctl; without it they are searched for.</summary>
    public const string FolderVariable = "PAYMENTSTATUS_POSTGRESQL_BIN";

    private static readonly Lazy<(string? Folder, string? Missing)> Found = new(Search);

    /// <summary>The folder of initdb, postgres and pg_ctl.</summary>
    /// <exception cref="InvalidOperationException">The folder does not exist.</exception>
    public static string Folder => Found.Value.Folder ?? throw new InvalidOperationException(Found.Value.Missing);

    /// <summary>
    /// Returns whether a server can be started on this machine. Usage: <c>Assert.SkipUnless(PostgreSqlBinaries.AreAvailable(out var
    /// reason), reason)</c>.
    /// </summary>
    /// <param name="reason">The reason why not, and what to install; empty if a server can be started.</param>
    /// <exception cref="InvalidOperationException">No server can be started, and <see cref="RequireVariable"/> is set.</exception>
    public static bool AreAvailable(out string reason)
    {
        reason = Found.Value.Missing ?? "";
        if (reason.Length == 0) return true;
        if (Environment.GetEnvironmentVariable(RequireVariable) == "1")
            throw new InvalidOperationException($"{RequireVariable} is 1, but: {reason}");
        return false;
    }

    private static (string? Folder, string? Missing) Search()
    {
        if (OperatingSystem.IsWindows())
            return (null, "These tests start a PostgreSQL server of their own on Linux and macOS only. Run them there or in WSL.");
        var folder = Candidates().FirstOrDefault(
            one => File.Exists(Path.Combine(one, "initdb")) && File.Exists(Path.Combine(one, "postgres")));
        if (folder is null)
        {
            return (null, "No PostgreSQL server was found. Install one (Debian and Ubuntu: apt-get install postgresql; macOS: brew install "
                + "postgresql), "
                + $"or name the folder of initdb and pg_ctl in {FolderVariable}.");
        }

        if (Environment.IsPrivilegedProcess && !ServerProcess.PostgreSql.HasUser)
        {
            return (null, $"A PostgreSQL server does not run as root, and there is no user '{ServerProcess.PostgreSql.User}' to run it as. "
                + "Add that user, or run the tests as another user than root.");
        }

        return (folder, null);
    }

    private static IEnumerable<string> Candidates()
    {
        if (Environment.GetEnvironmentVariable(FolderVariable) is { Length: > 0 } folder) return [folder];
        return (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Concat(Versions("/usr/lib/postgresql")) // Debian, Ubuntu
            .Concat(Versions("/opt/homebrew/opt"))
            .Concat(Versions("/usr/local/opt"))
            .Append("/usr/local/pgsql/bin");
    }

    private static IEnumerable<string> Versions(string root) => !Directory.Exists(root) ? [] :
        Directory.EnumerateDirectories(root)
            .Where(one => root.EndsWith("postgresql", StringComparison.Ordinal)
                || Path.GetFileName(one).StartsWith("postgresql", StringComparison.Ordinal))
            .OrderByDescending(one => one.Length).ThenByDescending(one => one, StringComparer.Ordinal)
            .Select(one => Path.Combine(one, "bin"));
}
