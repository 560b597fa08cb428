using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace PaymentStatusSdk.Samples.MerchantWeb;

/// <summary>The store of the payments and orders: <c>ConnectionStrings:Payments</c>, or an SQLite file in a temporary folder when that is
/// not set.</summary>
internal sealed class PaymentStore : IDisposable
{
    public const string ConnectionKey = "ConnectionStrings:Payments";

    private readonly bool _isPostgreSql;
    private readonly DirectoryInfo? _folder;

    private PaymentStore(string? connectionString)
    {
        if (string.IsNullOrEmpty(connectionString))
        {
            _folder = Directory.CreateTempSubdirectory("merchantweb-");
            connectionString = $"Data Source={Path.Combine(_folder.FullName, "payments.db")}";
        }

        ConnectionString = connectionString;
        // PostgreSQL connection strings contain one of these keys; SQLite connection strings do not.
        _isPostgreSql = connectionString.Split(';').Select(part => part.Split('=')[0].Trim())
            .Any(key => key.Equals("Host", StringComparison.OrdinalIgnoreCase) || key.Equals("Server", StringComparison.OrdinalIgnoreCase));
    }

    public string ConnectionString { get; }

    public static PaymentStore Of(IConfiguration configuration) => new(configuration[ConnectionKey]);

    public PaymentTrackingBuilder AddTo(PaymentTrackingBuilder tracking) =>
        _isPostgreSql ? tracking.UsePostgreSql(ConnectionString) : tracking.UseSqlite(ConnectionString);

    public void Configure(DbContextOptionsBuilder options)
    {
        if (_isPostgreSql) options.UseNpgsql(ConnectionString);
        else options.UseSqlite(ConnectionString);
    }

    /// <summary>Deletes the temporary folder, if there is one.</summary>
    public void Dispose()
    {
        if (_folder is null) return;
        SqliteConnection.ClearAllPools();
        _folder.Delete(recursive: true);
    }

    /// <summary>Returns a text for people. It omits the connection string of a server, which contains a password.</summary>
    public override string ToString() => _isPostgreSql ? "PostgreSQL" : $"SQLite, {ConnectionString}";
}
