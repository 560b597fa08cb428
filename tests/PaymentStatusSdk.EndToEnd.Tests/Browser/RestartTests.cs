using PaymentStatusSdk.TestDatabases;
using static Microsoft.Playwright.Assertions;

namespace PaymentStatusSdk.EndToEnd.Tests.Browser;

[Collection(MerchantWebGroup.Name)]
public class RestartTests(MerchantWebHost browser)
{
    [Fact]
    public async Task Orders_and_open_payments_survive_a_crash_of_the_shop_and_its_workers_on_postgresql()
    {
        browser.SkipWithoutBrowser();
        Assert.SkipUnless(PostgreSqlBinaries.AreAvailable(out var reason), reason);
        var server = await SharedPostgreSql.GetAsync();
        var database = await server.CreateDatabaseAsync(TestContext.Current.CancellationToken);
        string final;
        string open;
        // The end of the first process ends its workers; MerchantWebProcess waits for them.
        await using (var merchant = await MerchantWebProcess.StartAsync(database))
        {
            await using var page = await browser.OpenAsync(merchant.Address);
            var order = await page.StartAsync("cards");
            await order.MoveAsync("CAPTURED");
            await Expect(order.Instruction).ToHaveTextAsync("Ship the goods");
            (final, open) = (order.OrderId, (await page.StartAsync("ppro")).OrderId);
        }

        await using (var merchant = await MerchantWebProcess.StartAsync(database))
        {
            await using var page = await browser.OpenAsync(merchant.Address);
            var order = new OrderCard(page.Page, final);
            await Expect(order.Instruction).ToHaveTextAsync("Ship the goods");

            // The new workers track the rows that they find in the store.
            var tracked = new OrderCard(page.Page, open);
            await tracked.MoveAsync("SUCCEEDED");
            await Expect(tracked.Instruction).ToHaveTextAsync("Ship the goods");

            // A refund of a completed payment. No notification announces it.
            await order.MoveAsync("REFUNDED");
            await (await order.OpenPaymentAsync()).CheckAsync();
            await page.OpenShopAsync();
            await Expect(order.Instruction).ToContainTextAsync("Money returned");

            var next = await page.StartAsync("cards");
            Assert.DoesNotContain(next.OrderId, (string[])[final, open]);
        }
    }
}
