using System.Diagnostics;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace PaymentStatusSdk.EndToEnd.Tests.Browser;

[Collection(MerchantWebGroup.Name)]
public class KilledWorkerTests(MerchantWebHost merchant)
{
    [Fact]
    public async Task Another_worker_finishes_the_payments_of_a_killed_one()
    {
        await using var page = await merchant.OpenAsync();
        await Expect(page.Workers).ToHaveCountAsync(2);
        await page.SwitchAsync(page.GatewaysAnswer, isOn: false);
        var order = await page.StartAsync("cards");
        var holder = page.Workers.Filter(new() { HasText = order.OrderId });
        await Expect(holder).ToHaveCountAsync(1);
        await order.MoveAsync("CAPTURED");
        var killed = await MerchantPage.ProcessOfAsync(holder);
        var worker = page.Page.Locator($".worker[data-process='{killed}']");

        await worker.GetByRole(AriaRole.Button).ClickAsync();

        await Expect(worker).ToContainTextAsync("was killed; the process is gone");
        Assert.ThrowsAny<ArgumentException>(() => Process.GetProcessById(killed));
        await Expect(page.Workers).ToHaveCountAsync(1);
        var other = await MerchantPage.ProcessOfAsync(page.Workers);
        await Expect(page.Takeovers.Filter(new() { HasText = order.OrderId }))
            .ToContainTextAsync($"{order.OrderId}: process {other} took over from process {killed}");

        await page.SwitchAsync(page.GatewaysAnswer, isOn: true);
        await Expect(order.Instruction).ToHaveTextAsync("Ship the goods");
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Start a worker" }).ClickAsync();
        await Expect(page.Workers).ToHaveCountAsync(2);
        Assert.NotEqual(killed, await MerchantPage.ProcessOfAsync(page.Workers.Last));

        var payment = await order.OpenPaymentAsync();
        await Expect(payment.Value("State")).ToHaveTextAsync(nameof(PaymentState.Captured));
        await Expect(payment.Value("Finality")).ToHaveTextAsync(nameof(Finality.Final));
        Assert.Empty(page.Errors);
    }
}
