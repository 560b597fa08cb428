using Microsoft.Extensions.DependencyInjection;
using PaymentStatusSdk.TestDatabases;

namespace PaymentStatusSdk.Cli.Tests.Payments;

public sealed class MariaDbCommandTests : StoreCommandTests
{
    protected override string Isolation => "is REPEATABLE-READ";

    public override async ValueTask InitializeAsync()
    {
        if (!MariaDbBinaries.AreAvailable(out var reason)) Assert.Skip(reason);
        var server = await SharedMariaDb.GetAsync();
        var database = await server.CreateDatabaseAsync(Ct);
        Shop = await TrackedShop.OpenAsync("MariaDb", database, tracking => tracking.UseMySql(database), Ct);
    }
}
