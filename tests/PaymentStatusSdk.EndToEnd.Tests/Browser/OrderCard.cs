using Microsoft.Playwright;

namespace PaymentStatusSdk.EndToEnd.Tests.Browser;

/// <summary>One order on the page of the shop.</summary>
internal sealed class OrderCard(IPage page, string orderId)
{
    public string OrderId => orderId;

    public ILocator Root => page.Locator($"#{orderId}");

    /// <summary>The instruction for the staff of the shop.</summary>
    public ILocator Instruction => Root.Locator(".badge");

    public ILocator PaymentLink => page.GetByRole(AriaRole.Link, new() { Name = $"{orderId} in the dashboard", Exact = true });

    public ILocator MoveButton(string to) =>
        page.GetByRole(AriaRole.Button, new() { Name = $"Move {orderId} to {to} at the gateway", Exact = true });

    /// <summary>Moves the order at its gateway, and waits until the gateway knows it: a page that is left gives its requests up.</summary>
    public Task MoveAsync(string to) => page.RunAndWaitForResponseAsync(
        () => MoveButton(to).ClickAsync(),
        response => response.Request.Method == "POST" && response.Ok
            && new Uri(response.Url).AbsolutePath == $"/api/orders/{orderId}/move");

    /// <summary>Follows the link to the payment in the dashboard.</summary>
    public async Task<DashboardPayment> OpenPaymentAsync()
    {
        await PaymentLink.ClickAsync();
        var payment = new DashboardPayment(page);
        await Assertions.Expect(payment.Title).ToContainTextAsync(orderId);
        return payment;
    }
}
