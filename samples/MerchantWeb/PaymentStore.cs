using Microsoft.EntityFrameworkCore;

namespace PaymentStatusSdk.Samples.MerchantWeb;

/// <summary>The store of the payments: <c>ConnectionStrings:Payments</c>, or a SQLite file in the profile of the current user when that is
/// not set.</summary>
internal sealed class PaymentStore
{
    private const string Name = "Payments";
    private const string FileName = "merchantweb.db";

    private readonly string _connectionString;
    private readonly bool _isPostgreSql;

    private PaymentStore(string connectionString)
    {
        _connectionString = connectionString;
        // PostgreSQL connection strings contain one of these keys; SQLite connection strings do not.
        _isPostgreSql = connectionString.Split(';').Select(part => part.Split('=')[0].Trim())
            .Any(key => key.Equals("Host", StringComparison.OrdinalIgnoreCase) || key.Equals("Server", StringComparison.OrdinalIgnoreCase));
    }

    public static PaymentStore Of(IConfiguration configuration, IHostEnvironment environment) =>
        new(configuration.GetConnectionString(Name) is { Length: > 0 } configured ? configured : DefaultFile(environment));

    public PaymentTrackingBuilder AddTo(PaymentTrackingBuilder tracking) =>
        _isPostgreSql ? tracking.UsePostgreSql(_connectionString) : tracking.UseSqlite(_connectionString);

    public void Configure(DbContextOptionsBuilder options)
    {
        if (_isPostgreSql) options.UseNpgsql(_connectionString);
        else options.UseSqlite(_connectionString);
    }

    /// <summary>Returns a text for people. It omits the connection string of a server, which contains a password.</summary>
    public override string ToString() => _isPostgreSql ? "PostgreSQL" : $"SQLite, {_connectionString}";

    private static string DefaultFile(IHostEnvironment environment)
    {
        // Outside the build output, so that a clean build keeps the payments. A container may not have this folder.
        var data = Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify);
        var folder = data.Length > 0 ? Path.Combine(data, "PaymentStatusSdk.Samples") : Path.Combine(environment.ContentRootPath, "data");
        Directory.CreateDirectory(folder);
        return $"Data Source={Path.Combine(folder, FileName)}";
    }
}
