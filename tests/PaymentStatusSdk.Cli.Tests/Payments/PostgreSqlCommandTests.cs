using Microsoft.Extensions.DependencyInjection;
using PaymentStatusSdk.TestDatabases;

namespace PaymentStatusSdk.Cli.Tests.Payments;

public sealed class PostgreSqlCommandTests : StoreCommandTests
{
    protected override string Isolation => "is read committed";

    public override async ValueTask InitializeAsync()
    {
        if (!PostgreSqlBinaries.AreAvailable(out var reason)) Assert.Skip(reason);
        var server = await SharedPostgreSql.GetAsync();
        var database = await server.CreateDatabaseAsync(Ct);
        Shop = await TrackedShop.OpenAsync("PostgreSql", database, tracking => tracking.UsePostgreSql(database), Ct);
    }
}
