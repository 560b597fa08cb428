using System.Globalization;
using System.Net;
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

    public ILocator Tracking => Root.Locator(".tracking");

    public ILocator NextCheck => Root.Locator(".next-check");

    public ILocator GatewayReference => Root.Locator(".gateway-reference");

    public ILocator Problem => Root.Locator(".problem");

    public ILocator History => Root.Locator(".history li");

    /// <summary>Returns the number of changes.</summary>
    public ILocator Changes => Root.Locator(".count");

    public ILocator CheckButton => Button("Check now");

    public ILocator StopButton => Button("Stop tracking");

    public ILocator TrackButton => Button("Track again");

    public ILocator MoveButton(string to) =>
        page.GetByRole(AriaRole.Button, new() { Name = $"Move {orderId} to {to} at the gateway", Exact = true });

    /// <summary>The lines of the history with a text.</summary>
    public ILocator Lines(string text) => History.Filter(new() { HasText = text });

    public async Task OpenHistoryAsync()
    {
        await Root.Locator("summary").ClickAsync();
        await Expect(History.First).ToBeVisibleAsync();
    }

    /// <summary>Requests a check, and waits until the page shows a check that completed afterwards.</summary>
    /// <param name="press">A way to the button; null to click it.</param>
    public async Task CheckAsync(Func<Task>? press = null)
    {
        var before = int.Parse(await Root.Locator(".checks").InnerTextAsync(), CultureInfo.InvariantCulture);
        var answer = await page.RunAndWaitForResponseAsync(
            press ?? (() => CheckButton.ClickAsync()),
            response => new Uri(response.Url).AbsolutePath.EndsWith("/check", StringComparison.Ordinal));
        Assert.Equal((int)HttpStatusCode.Accepted, answer.Status);
        await page.WaitForFunctionAsync(
            "([order, before]) => Number(document.getElementById(order).querySelector('.checks').textContent) > before",
            new object[] { orderId, before });
    }

    private ILocator Button(string does) => page.GetByRole(AriaRole.Button, new() { Name = $"{does} {orderId}", Exact = true });
}
