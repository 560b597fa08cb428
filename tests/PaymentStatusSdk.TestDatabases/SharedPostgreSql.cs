namespace PaymentStatusSdk.TestDatabases;

/// <summary>
/// The one server that the tests of this process share; each test uses a database or a schema of its own. It ends with the process.
/// </summary>
public static class SharedPostgreSql
{
    private static readonly Lazy<Task<PostgreSqlCluster>> Cluster = new(() => PostgreSqlCluster.StartNewAsync());

    /// <summary>Gives the server, which starts with the first call. Do not stop it: tests that do so start one of their own.</summary>
    public static Task<PostgreSqlCluster> GetAsync() => Cluster.Value;
}
