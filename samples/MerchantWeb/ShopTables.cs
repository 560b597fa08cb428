using Microsoft.EntityFrameworkCore;

namespace PaymentStatusSdk.Samples.MerchantWeb;

/// <summary>Creates the tables of the shop. A real shop uses migrations.</summary>
internal sealed class ShopTables(IServiceScopeFactory scopes) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<ShopContext>().Database.ExecuteSqlRawAsync(
            """
            CREATE TABLE IF NOT EXISTS shop_order
                (id VARCHAR(100) NOT NULL PRIMARY KEY, instruction VARCHAR(100) NOT NULL, last_change BIGINT NOT NULL);
            CREATE TABLE IF NOT EXISTS shop_order_system (id INTEGER NOT NULL PRIMARY KEY, is_up BOOLEAN NOT NULL);
            INSERT INTO shop_order_system (id, is_up) VALUES (1, TRUE) ON CONFLICT DO NOTHING;
            """,
            cancellationToken);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
