using Microsoft.EntityFrameworkCore;

namespace PaymentStatusSdk.Samples.MerchantWeb;

/// <summary>Creates the table of the orders. A real shop uses migrations.</summary>
internal sealed class ShopTables(IServiceScopeFactory scopes) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<ShopContext>().Database.ExecuteSqlRawAsync(
            "CREATE TABLE IF NOT EXISTS shop_order (id VARCHAR(100) NOT NULL PRIMARY KEY, instruction VARCHAR(100) NOT NULL)",
            cancellationToken);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
