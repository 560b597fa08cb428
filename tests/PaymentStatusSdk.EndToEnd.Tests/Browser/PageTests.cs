using Microsoft.Playwright;
using PaymentStatusSdk.Tracking;
using static Microsoft.Playwright.Assertions;

namespace PaymentStatusSdk.EndToEnd.Tests.Browser;

[Collection(MerchantWebGroup.Name)]
public class PageTests(MerchantWebHost merchant)
{
    [Fact]
    public async Task Page_is_live_and_requests_only_its_own_host()
    {
        await using var page = await merchant.OpenAsync();
        await page.StartAsync("cards");

        await Expect(page.Page).ToHaveTitleAsync("Payments - PaymentStatus sample merchant");
        Assert.All(page.Requests.Where(request => request.Scheme != "data"), request =>
            Assert.Equal(merchant.Address.Authority, request.Authority));
        Assert.Empty(page.Errors);
    }

    [Theory]
    [InlineData(1280, 900)]
    [InlineData(390, 844)]
    [InlineData(320, 640)]
    public async Task Page_does_not_scroll_sideways(int width, int height)
    {
        await using var page = await merchant.OpenAsync(width, height);
        foreach (var gateway in (string[])["cards", "ppro", "desjardins"])
        {
            var payment = await page.StartAsync(gateway);
            await payment.OpenHistoryAsync();
        }

        Assert.Equal(0, await page.OverflowAsync());
    }

    [Fact]
    public async Task Keyboard_starts_checks_and_stops_a_payment()
    {
        await using var page = await merchant.OpenAsync();

        var start = page.Page.GetByRole(AriaRole.Button, new() { Name = "Start a payment at cards", Exact = true });
        await page.Page.Keyboard.PressAsync("Tab");
        await Expect(start).ToBeFocusedAsync();
        var payment = await page.StartAsync(() => page.Page.Keyboard.PressAsync("Enter"));
        // The newest payment is the first one of the list, after the buttons of the other two gateways.
        await Expect(page.Page.Locator(".payment").First).ToHaveIdAsync(payment.OrderId);
        for (var presses = 0; presses < 3; presses++) await page.Page.Keyboard.PressAsync("Tab");
        await Expect(payment.CheckButton).ToBeFocusedAsync();
        await payment.CheckAsync(() => page.Page.Keyboard.PressAsync("Enter"));
        await page.Page.Keyboard.PressAsync("Tab");
        await Expect(payment.StopButton).ToBeFocusedAsync();
        await page.Page.Keyboard.PressAsync("Enter");

        // The button is gone; the keyboard focus is still at the same payment.
        await Expect(payment.Tracking).ToHaveTextAsync(nameof(TrackingStatus.Stopped));
        await Expect(payment.TrackButton).ToBeFocusedAsync();
    }

    [Fact]
    public async Task Every_button_name_states_its_action_and_payment()
    {
        await using var page = await merchant.OpenAsync();
        var payment = await page.StartAsync("ppro");

        await Expect(payment.CheckButton).ToBeVisibleAsync();
        await Expect(payment.MoveButton("SUCCEEDED")).ToBeVisibleAsync();
        await Expect(payment.MoveButton("FAILED")).ToBeVisibleAsync();
        await Expect(payment.StopButton).ToBeVisibleAsync();
        await Expect(payment.Root.GetByRole(AriaRole.Button)).ToHaveCountAsync(4);
        await Expect(page.Page.GetByRole(AriaRole.Button, new() { NameRegex = new("^Start a payment at ") })).ToHaveCountAsync(3);
    }
}
