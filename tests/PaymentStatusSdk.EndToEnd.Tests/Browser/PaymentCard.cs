using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace PaymentStatusSdk.EndToEnd.Tests.Browser;

/// <summary>One payment on the page.</summary>
internal sealed class PaymentCard(IPage page, string orderId)
{
    public string OrderId => orderId;

    public ILocator Root => page.Locator($"#{orderId}");

    public ILocator State => Root.Locator(".badge");

    public ILocator Finality => Root.Locator(".finality");

    public ILocator GatewayId => Root.Locator(".gateway-id");

    public ILocator Problem => Root.Locator(".problem");

    public ILocator History => Root.Locator(".history li");

    public ILocator AskButton => page.GetByRole(AriaRole.Button, new() { Name = $"Ask now for {orderId}", Exact = true });

    public ILocator MoveButton(string to) =>
        page.GetByRole(AriaRole.Button, new() { Name = $"Move {orderId} to {to} at the gateway", Exact = true });

    /// <summary>The lines of the history that tell of something.</summary>
    public ILocator Lines(string text) => History.Filter(new() { HasText = text });

    public async Task OpenHistoryAsync()
    {
        await Root.Locator("summary").ClickAsync();
        await Expect(History.First).ToBeVisibleAsync();
    }
}
