using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using PaymentStatusSdk.Cli.Configuration;
using PaymentStatusSdk.Cli.Payments;
using PaymentStatusSdk.MySql;
using PaymentStatusSdk.PostgreSql;
using PaymentStatusSdk.Sqlite;

namespace PaymentStatusSdk.Cli.Tests.Payments;

/// <summary>The options of the stores, none of which the tool creates, migrates or listens to.</summary>
public class StoreRegistrationTests
{
    [Fact]
    public void Sqlite_is_the_file_of_the_host()
    {
        var options = OptionsOf<SqliteStoreOptions>(new MerchantStore(StoreKind.Sqlite, "Data Source=payments.db"));

        Assert.Equal(("Data Source=payments.db", false), (options.ConnectionString, options.ManageSchema));
    }

    [Theory]
    [InlineData("pay", "pay")]
    [InlineData(null, "payment_status")]
    public void PostgreSql_has_the_schema_of_the_host(string? schema, string expected)
    {
        const string text = "Host=db.example;Database=shop;Username=shop";

        var options = OptionsOf<PostgreSqlStoreOptions>(new MerchantStore(StoreKind.PostgreSql, text, schema));

        Assert.Equal(
            (text, expected, false, false), (options.ConnectionString, options.Schema, options.ManageSchema, options.Listen));
    }

    [Fact]
    public void MariaDb_is_the_database_of_the_host()
    {
        const string text = "Server=db.example;Database=shop";

        var options = OptionsOf<MySqlStoreOptions>(new MerchantStore(StoreKind.MariaDb, text));

        Assert.Equal((text, false), (options.ConnectionString, options.ManageSchema));
    }

    private static T OptionsOf<T>(MerchantStore store)
        where T : class
    {
        var services = new ServiceCollection();
        TrackerConnection.UseStore(services.AddPaymentTracking(), store);
        using var provider = services.BuildServiceProvider();
        return provider.GetRequiredService<IOptions<T>>().Value;
    }
}
