using static Microsoft.Playwright.Assertions;

namespace PaymentStatusSdk.EndToEnd.Tests.Browser;

[Collection(MerchantWebGroup.Name)]
public class PaymentTests(MerchantWebHost merchant)
{
    [Theory]
    [InlineData("cards", "CAPTURED", "Notified (850)", nameof(PaymentState.Captured))]
    [InlineData("cards", "DECLINED", "Notified (850)", nameof(PaymentState.Declined))]
    [InlineData("ppro", "SUCCEEDED", "Notified (notification)", nameof(PaymentState.Captured))]
    // The only gateway without notifications.
    [InlineData("desjardins", "approved", "Asked on schedule", nameof(PaymentState.Captured))]
    public async Task Payment_becomes_final_by_itself_when_the_gateway_moved(string gateway, string to, string told, string state)
    {
        await using var page = await merchant.OpenAsync();
        var payment = await page.StartAsync(gateway);
        await payment.OpenHistoryAsync();

        await payment.MoveButton(to).ClickAsync();

        await Expect(payment.State).ToHaveTextAsync(state);
        await Expect(payment.Finality).ToHaveTextAsync(nameof(Finality.Final));
        await Expect(payment.Lines("The customer started to pay")).ToBeVisibleAsync();
        await Expect(payment.Lines($"{told}: {state}, Final")).ToBeVisibleAsync();
        await Expect(payment.Lines("Asked by hand")).ToHaveCountAsync(0);
        await Expect(payment.Problem).ToBeHiddenAsync();
        Assert.Empty(page.Faults);
    }

    [Theory]
    [InlineData("cards")]
    [InlineData("ppro")]
    [InlineData("desjardins")]
    public async Task Ask_now_adds_a_line_and_leaves_a_pending_payment_pending(string gateway)
    {
        await using var page = await merchant.OpenAsync();
        var payment = await page.StartAsync(gateway);
        await payment.OpenHistoryAsync();
        await Expect(payment.Lines("Asked by hand")).ToHaveCountAsync(0);

        await payment.AskButton.ClickAsync();

        await Expect(payment.Lines("Asked by hand: Pending")).ToBeVisibleAsync();
        await Expect(payment.State).ToHaveTextAsync(nameof(PaymentState.Pending));
    }

    [Fact]
    public async Task Second_page_shows_what_the_first_one_did()
    {
        await using var first = await merchant.OpenAsync();
        await using var second = await merchant.OpenAsync();

        var payment = await first.StartAsync("cards");
        await payment.MoveButton("CAPTURED").ClickAsync();

        var seen = new PaymentCard(second.Page, payment.OrderId);
        await Expect(seen.State).ToHaveTextAsync(nameof(PaymentState.Captured));
    }
}
