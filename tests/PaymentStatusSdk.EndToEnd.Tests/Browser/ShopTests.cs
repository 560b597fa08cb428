using Microsoft.Playwright;
using PaymentStatusSdk.Tracking;
using static Microsoft.Playwright.Assertions;

namespace PaymentStatusSdk.EndToEnd.Tests.Browser;

[Collection(MerchantWebGroup.Name)]
public class ShopTests(MerchantWebHost merchant)
{
    private static readonly (string Gateway, string To, string Instruction, string Verdict, string State)[] Payments =
    [
        ("cards", "CAPTURED", "Ship the goods", "Paid", "Captured"),
        ("cards", "DECLINED", "Cancel the order", "Not paid", "Declined"),
        ("ppro", "SUCCEEDED", "Ship the goods", "Paid", "Captured"),
        // The only gateway without notifications.
        ("desjardins", "approved", "Ship the goods", "Paid", "Captured"),
    ];

    [Fact]
    public async Task Payments_become_final_in_the_workers_and_the_dashboard_shows_them()
    {
        await using var page = await merchant.OpenAsync();
        List<OrderCard> orders = [];
        foreach (var payment in Payments) orders.Add(await page.StartAsync(payment.Gateway));
        foreach (var (order, payment) in orders.Zip(Payments)) await order.MoveAsync(payment.To);
        foreach (var (order, payment) in orders.Zip(Payments)) await Expect(order.Instruction).ToHaveTextAsync(payment.Instruction);

        await page.Page.GetByRole(AriaRole.Link, new() { Name = "Open the dashboard" }).ClickAsync();
        await Expect(page.Connection).ToHaveTextAsync("Live");
        foreach (var (order, payment) in orders.Zip(Payments))
        {
            var row = page.Page.GetByRole(AriaRole.Row).Filter(new() { HasText = order.OrderId });
            await Expect(row).ToContainTextAsync(payment.Verdict);
            await Expect(row).ToContainTextAsync(payment.State);
        }

        Assert.Empty(page.Errors);
        Assert.All(
            page.Requests.Where(request => request.Scheme != "data"),
            request => Assert.Equal(merchant.Address.Authority, request.Authority));
    }

    [Fact]
    public async Task Change_rejected_by_the_order_system_is_parked_and_delivered_again_in_the_dashboard()
    {
        await using var page = await merchant.OpenAsync();
        var order = await page.StartAsync("ppro");
        var payment = await order.OpenPaymentAsync();
        await Expect(payment.ChangesWith(DeliveryStatus.Delivered)).ToHaveCountAsync(1);

        await page.OpenShopAsync();
        await page.SwitchAsync(page.OrderSystem, isOn: false);
        await order.MoveAsync("SUCCEEDED");
        payment = await order.OpenPaymentAsync();
        await Expect(payment.Changes.First).ToContainTextAsync("Parked");
        // The belief does not wait for the shop's code.
        await Expect(payment.Value("State")).ToHaveTextAsync(nameof(PaymentState.Captured));

        await page.OpenShopAsync();
        await Expect(order.Instruction).ToHaveTextAsync("Wait");
        await page.SwitchAsync(page.OrderSystem, isOn: true);
        await page.Page.GetByRole(AriaRole.Link, new() { Name = "Parked deliveries" }).ClickAsync();
        var parked = page.Page.GetByRole(AriaRole.Row).Filter(new() { HasText = order.OrderId });
        await parked.GetByRole(AriaRole.Button).ClickAsync();
        await Expect(parked).ToHaveCountAsync(0);

        await page.OpenShopAsync();
        await Expect(order.Instruction).ToHaveTextAsync("Ship the goods");
        Assert.Empty(page.Errors);
    }

    [Fact]
    public async Task Older_change_that_is_delivered_again_does_not_undo_a_newer_one()
    {
        await using var page = await merchant.OpenAsync();
        var order = await page.StartAsync("cards");
        // The first change would be parked as well.
        var payment = await order.OpenPaymentAsync();
        await Expect(payment.ChangesWith(DeliveryStatus.Delivered)).ToHaveCountAsync(1);
        await page.OpenShopAsync();
        await page.SwitchAsync(page.OrderSystem, isOn: false);
        await order.MoveAsync("CAPTURED");
        payment = await order.OpenPaymentAsync();
        await Expect(payment.Changes.First).ToContainTextAsync("Parked");
        await page.OpenShopAsync();
        await page.SwitchAsync(page.OrderSystem, isOn: true);
        await order.MoveAsync("REFUNDED");
        // No notification announces a refund.
        payment = await order.OpenPaymentAsync();
        await payment.CheckAsync();
        await page.OpenShopAsync();
        await Expect(order.Instruction).ToHaveTextAsync("Money returned: keep or recall the goods");

        await page.Page.GetByRole(AriaRole.Link, new() { Name = "Parked deliveries" }).ClickAsync();
        var parked = page.Page.GetByRole(AriaRole.Row).Filter(new() { HasText = order.OrderId });
        await parked.GetByRole(AriaRole.Button).ClickAsync();
        await Expect(parked).ToHaveCountAsync(0);
        await page.OpenShopAsync();
        payment = await order.OpenPaymentAsync();
        await Expect(payment.ChangesWith(DeliveryStatus.Parked)).ToHaveCountAsync(0);
        await Expect(payment.ChangesWith(DeliveryStatus.Pending)).ToHaveCountAsync(0);

        await page.OpenShopAsync();
        await Expect(order.Instruction).ToHaveTextAsync("Money returned: keep or recall the goods");
        Assert.Empty(page.Errors);
    }

    [Fact]
    public async Task Shop_works_with_the_keyboard_and_does_not_scroll_sideways()
    {
        await using var page = await merchant.OpenAsync();
        var start = page.Page.GetByRole(AriaRole.Button, new() { Name = "Start a payment at cards", Exact = true });
        await page.Page.Keyboard.PressAsync("Tab");
        await Expect(page.Page.GetByRole(AriaRole.Link, new() { Name = "Open the dashboard" })).ToBeFocusedAsync();
        await page.Page.Keyboard.PressAsync("Tab");
        await Expect(start).ToBeFocusedAsync();
        var order = await page.StartAsync(() => page.Page.Keyboard.PressAsync("Enter"));
        // The newest order is the first one of the list, after two gateways, a switch and two workers.
        await Expect(page.Page.Locator(".order").First).ToHaveIdAsync(order.OrderId);
        for (var presses = 0; presses < 6; presses++) await page.Page.Keyboard.PressAsync("Tab");
        await Expect(order.MoveButton("AUTHORIZED")).ToBeFocusedAsync();
        foreach (var (width, height) in new[] { (1280, 900), (390, 844), (320, 640) })
        {
            await page.Page.SetViewportSizeAsync(width, height);
            Assert.Equal(0, await page.OverflowAsync());
        }
    }
}
