namespace PaymentStatusSdk.TestDatabases;

/// <summary>
/// The server that the tests of this process share; each test uses its own database. The server ends with the process.
/// </summary>
public static class SharedMariaDb
{
    private static readonly Lazy<Task<MariaDbServer>> Server = new(() => MariaDbServer.StartNewAsync());

    /// <summary>Returns the server, which starts with the first call. Do not stop it: tests that stop a server start their own.</summary>
    public static Task<MariaDbServer> GetAsync() => Server.Value;
}
