using Microsoft.Playwright;
using PaymentStatusSdk.Tracking;
using static Microsoft.Playwright.Assertions;

namespace PaymentStatusSdk.EndToEnd.Tests.Browser;

[Collection(MerchantWebGroup.Name)]
public class PaymentTests(MerchantWebHost merchant)
{
    [Theory]
    [InlineData("cards", "CAPTURED", nameof(PaymentState.Captured))]
    [InlineData("cards", "DECLINED", nameof(PaymentState.Declined))]
    [InlineData("ppro", "SUCCEEDED", nameof(PaymentState.Captured))]
    // The only gateway without notifications.
    [InlineData("desjardins", "approved", nameof(PaymentState.Captured))]
    public async Task Payment_becomes_final_after_a_state_change_at_the_gateway(string gateway, string to, string state)
    {
        await using var page = await merchant.OpenAsync();
        var payment = await page.StartAsync(gateway);
        await payment.OpenHistoryAsync();

        await payment.MoveButton(to).ClickAsync();

        await Expect(payment.State).ToHaveTextAsync(state);
        await Expect(payment.Finality).ToHaveTextAsync(nameof(Finality.Final));
        await Expect(payment.Tracking).ToHaveTextAsync(nameof(TrackingStatus.Completed));
        await Expect(payment.NextCheck).ToHaveTextAsync("None");
        await Expect(payment.Lines("Tracking started")).ToBeVisibleAsync();
        await Expect(payment.Lines("Pending, Open")).ToBeVisibleAsync();
        await Expect(payment.Lines($"{state}, Final")).ToBeVisibleAsync();
        await Expect(payment.History).ToHaveCountAsync(3);
        await Expect(payment.Problem).ToBeHiddenAsync();
        Assert.Empty(page.Errors);
    }

    [Theory]
    [InlineData("cards")]
    [InlineData("ppro")]
    [InlineData("desjardins")]
    public async Task Immediate_check_leaves_a_pending_payment_pending(string gateway)
    {
        await using var page = await merchant.OpenAsync();
        var payment = await page.StartAsync(gateway);

        await payment.CheckAsync();

        await Expect(payment.State).ToHaveTextAsync(nameof(PaymentState.Pending));
        await Expect(payment.Changes).ToHaveTextAsync("1");
        await Expect(payment.Tracking).ToHaveTextAsync(nameof(TrackingStatus.Active));
    }

    [Fact]
    public async Task Immediate_check_of_a_completed_payment_checks_once_more_and_completes_again()
    {
        await using var page = await merchant.OpenAsync();
        var payment = await page.StartAsync("cards");
        await payment.MoveButton("CAPTURED").ClickAsync();
        await Expect(payment.Tracking).ToHaveTextAsync(nameof(TrackingStatus.Completed));

        await payment.CheckAsync();

        await Expect(payment.Tracking).ToHaveTextAsync(nameof(TrackingStatus.Completed));
        await Expect(payment.State).ToHaveTextAsync(nameof(PaymentState.Captured));
        await Expect(payment.Changes).ToHaveTextAsync("2");
    }

    [Fact]
    public async Task Stopped_payment_is_not_checked_until_it_is_tracked_again()
    {
        await using var page = await merchant.OpenAsync();
        var stopped = await page.StartAsync("cards");
        var other = await page.StartAsync("cards");

        await stopped.StopButton.ClickAsync();
        await Expect(stopped.Tracking).ToHaveTextAsync(nameof(TrackingStatus.Stopped));
        await Expect(stopped.NextCheck).ToHaveTextAsync("None");
        await Expect(stopped.StopButton).ToBeHiddenAsync();
        await Expect(stopped.CheckButton).ToBeHiddenAsync();

        // Both change, the stopped one first: when the other has arrived, the stopped one would have too.
        await stopped.MoveButton("CAPTURED").ClickAsync();
        await other.MoveButton("CAPTURED").ClickAsync();
        await Expect(other.State).ToHaveTextAsync(nameof(PaymentState.Captured));
        await Expect(stopped.State).ToHaveTextAsync(nameof(PaymentState.Pending));
        await Expect(stopped.Tracking).ToHaveTextAsync(nameof(TrackingStatus.Stopped));

        await stopped.TrackButton.ClickAsync();
        await Expect(stopped.State).ToHaveTextAsync(nameof(PaymentState.Captured));
        await Expect(stopped.Tracking).ToHaveTextAsync(nameof(TrackingStatus.Completed));
    }

    [Fact]
    public async Task Change_rejected_by_the_order_system_is_parked_and_redelivered()
    {
        await using var page = await merchant.OpenAsync();
        var payment = await page.StartAsync("ppro");
        await payment.OpenHistoryAsync();
        await Expect(payment.Lines("being delivered")).ToHaveCountAsync(0);
        var orderSystem = page.Page.GetByRole(AriaRole.Checkbox, new() { Name = "The order system is up" });
        var again = page.Page.GetByRole(AriaRole.Button, new() { Name = $"Deliver change 2 of {payment.OrderId} again", Exact = true });

        await orderSystem.UncheckAsync();
        await payment.MoveButton("SUCCEEDED").ClickAsync();
        await Expect(again).ToBeVisibleAsync();
        // The belief does not wait for the shop's code.
        await Expect(payment.State).ToHaveTextAsync(nameof(PaymentState.Captured));
        await Expect(payment.Lines("parked after 3 tries")).ToBeVisibleAsync();

        await orderSystem.CheckAsync();
        await again.ClickAsync();
        await Expect(again).ToBeHiddenAsync();
        await Expect(payment.Lines("parked")).ToHaveCountAsync(0);
        await Expect(payment.Lines("being delivered")).ToHaveCountAsync(0);
        Assert.Empty(page.Errors);
    }

    [Fact]
    public async Task Second_page_shows_the_actions_of_the_first()
    {
        await using var first = await merchant.OpenAsync();
        await using var second = await merchant.OpenAsync();

        var payment = await first.StartAsync("cards");
        await payment.MoveButton("CAPTURED").ClickAsync();

        var seen = new PaymentCard(second.Page, payment.OrderId);
        await Expect(seen.State).ToHaveTextAsync(nameof(PaymentState.Captured));
    }
}
