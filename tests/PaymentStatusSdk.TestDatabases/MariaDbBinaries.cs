namespace PaymentStatusSdk.TestDatabases;

/// <summary>Finds the programs of a MariaDB server on this machine.</summary>
public static class MariaDbBinaries
{
    /// <summary>The environment variable that, set to 1, makes tests fail instead of skip on a machine without a server.</summary>
    public const string RequireVariable = "PAYMENTSTATUS_REQUIRE_MARIADB";

    private static readonly string[] Folders =
        ["/usr/sbin", "/usr/bin", "/usr/local/bin", "/usr/local/sbin", "/opt/homebrew/bin", "/usr/local/opt/mariadb/bin"];

    /// <summary>The path of the server.</summary>
    public static string? Server => Find("mariadbd");

    /// <summary>The path of the program that creates the folder of a server.</summary>
    public static string? Installer => Find("mariadb-install-db");

    /// <summary>
    /// Returns whether a server can be started on this machine. Usage: <c>Assert.SkipUnless(MariaDbBinaries.AreAvailable(out var
    /// reason), reason)</c>.
    /// </summary>
    /// <param name="reason">The reason why not, and what to install; empty if a server can be started.</param>
    /// <exception cref="InvalidOperationException">No server can be started, and <see cref="RequireVariable"/> is set.</exception>
    public static bool AreAvailable(out string reason)
    {
        reason = Missing() ?? "";
        if (reason.Length == 0) return true;
        if (Environment.GetEnvironmentVariable(RequireVariable) == "1")
            throw new InvalidOperationException($"{RequireVariable} is 1, but: {reason}");
        return false;
    }

    private static string? Missing()
    {
        if (Server is null || Installer is null)
        {
            return "No MariaDB server was found. Install one (Debian and Ubuntu: apt-get install mariadb-server; macOS: brew install "
                + "mariadb).";
        }


        return Environment.IsPrivilegedProcess && !ServerProcess.MariaDb.HasUser
            ? $"A MariaDB server does not run as root, and there is no user '{ServerProcess.MariaDb.User}' to run it as. Add that user, "
                + "or run the tests as another user than root."
            : null;
    }

    private static string? Find(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries).Concat(Folders)
            .Select(folder => Path.Combine(folder, program)).FirstOrDefault(File.Exists);
}
