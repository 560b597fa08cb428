using PaymentStatusSdk.TestDatabases;
using PaymentStatusSdk.Tracking;
using static Microsoft.Playwright.Assertions;

namespace PaymentStatusSdk.EndToEnd.Tests.Browser;

[Collection(MerchantWebGroup.Name)]
public class RestartTests(MerchantWebHost browser)
{
    [Fact]
    public async Task History_and_open_payments_survive_a_restart_on_sqlite()
    {
        browser.SkipWithoutBrowser();
        using var database = new DatabaseFile();
        await AssertSurvivesAsync(database.ConnectionString);
    }

    [Fact]
    public async Task History_and_open_payments_survive_a_restart_on_postgresql()
    {
        browser.SkipWithoutBrowser();
        Assert.SkipUnless(PostgreSqlBinaries.AreAvailable(out var reason), reason);
        var server = await SharedPostgreSql.GetAsync();
        await AssertSurvivesAsync(await server.CreateDatabaseAsync(TestContext.Current.CancellationToken));
    }

    private async Task AssertSurvivesAsync(string connectionString)
    {
        string final;
        string open;
        await using (var merchant = await MerchantWebProcess.StartAsync(connectionString))
        {
            await using var page = await browser.OpenAsync(merchant.Address);
            var payment = await page.StartAsync("cards");
            await payment.MoveButton("CAPTURED").ClickAsync();
            await Expect(payment.Tracking).ToHaveTextAsync(nameof(TrackingStatus.Completed));
            (final, open) = (payment.OrderId, (await page.StartAsync("desjardins")).OrderId);
        }

        await using (var merchant = await MerchantWebProcess.StartAsync(connectionString))
        {
            await using var page = await browser.OpenAsync(merchant.Address);
            var payment = new PaymentCard(page.Page, final);
            await Expect(payment.State).ToHaveTextAsync(nameof(PaymentState.Captured));
            await Expect(payment.Tracking).ToHaveTextAsync(nameof(TrackingStatus.Completed));
            await payment.OpenHistoryAsync();
            await Expect(payment.Lines("Pending, Open")).ToBeVisibleAsync();
            await Expect(payment.Lines("Captured, Final")).ToBeVisibleAsync();

            // The new process tracks the rows that it finds in the store.
            var tracked = new PaymentCard(page.Page, open);
            await tracked.MoveButton("approved").ClickAsync();
            await Expect(tracked.State).ToHaveTextAsync(nameof(PaymentState.Captured));

            // A refund of a completed payment, with a notification.
            await payment.MoveButton("REFUNDED").ClickAsync();
            await payment.CheckAsync();
            await Expect(payment.State).ToHaveTextAsync(nameof(PaymentState.Refunded));

            var next = await page.StartAsync("cards");
            Assert.DoesNotContain(next.OrderId, (string[])[final, open]);
            await Expect(payment.State).ToHaveTextAsync(nameof(PaymentState.Refunded));
        }
    }
}
