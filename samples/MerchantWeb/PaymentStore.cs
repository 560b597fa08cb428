namespace PaymentStatusSdk.Samples.MerchantWeb;

/// <summary>Where the payments are kept: what <c>ConnectionStrings:Payments</c> says, else a SQLite file of the current user's.</summary>
internal sealed class PaymentStore
{
    private const string Name = "Payments";
    private const string FileName = "merchantweb.db";

    private readonly string _connectionString;
    private readonly bool _isPostgreSql;

    private PaymentStore(string connectionString)
    {
        _connectionString = connectionString;
        // No SQLite file is told by these words, and every PostgreSQL server is.
        _isPostgreSql = connectionString.Split(';').Select(part => part.Split('=')[0].Trim())
            .Any(key => key.Equals("Host", StringComparison.OrdinalIgnoreCase) || key.Equals("Server", StringComparison.OrdinalIgnoreCase));
    }

    public static PaymentStore Of(IConfiguration configuration, IHostEnvironment environment) =>
        new(configuration.GetConnectionString(Name) is { Length: > 0 } told ? told : DefaultFile(environment));

    public PaymentTrackingBuilder AddTo(PaymentTrackingBuilder tracking) =>
        _isPostgreSql ? tracking.UsePostgreSql(_connectionString) : tracking.UseSqlite(_connectionString);

    /// <summary>For people; a server's connection string holds a password.</summary>
    public override string ToString() => _isPostgreSql ? "PostgreSQL" : $"SQLite, {_connectionString}";

    private static string DefaultFile(IHostEnvironment environment)
    {
        // Outside of the build's output, so that a clean build keeps the payments. In a container there may be no such folder.
        var data = Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify);
        var folder = data.Length > 0 ? Path.Combine(data, "PaymentStatusSdk.Samples") : Path.Combine(environment.ContentRootPath, "data");
        Directory.CreateDirectory(folder);
        return Path.Combine(folder, FileName);
    }
}
