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

    public ILocator NextLook => Root.Locator(".next-look");

    public ILocator GatewayReference => Root.Locator(".gateway-id");

    public ILocator Problem => Root.Locator(".problem");

    public ILocator History => Root.Locator(".history li");

    /// <summary>How many changes there were.</summary>
    public ILocator Changes => Root.Locator(".count");

    public ILocator AskButton => Button("Ask now for");

    public ILocator StopButton => Button("Stop following");

    public ILocator FollowButton => Button("Follow again");

    public ILocator MoveButton(string to) =>
        page.GetByRole(AriaRole.Button, new() { Name = $"Move {orderId} to {to} at the gateway", Exact = true });

    /// <summary>The lines of the history that tell of something.</summary>
    public ILocator Lines(string text) => History.Filter(new() { HasText = text });

    public async Task OpenHistoryAsync()
    {
        await Root.Locator("summary").ClickAsync();
        await Expect(History.First).ToBeVisibleAsync();
    }

    /// <summary>Asks by hand, and waits until the page shows a look that came to an end afterwards.</summary>
    /// <param name="press">A way to the button; null to click it.</param>
    public async Task AskAsync(Func<Task>? press = null)
    {
        var before = int.Parse(await Root.Locator(".looks").InnerTextAsync(), CultureInfo.InvariantCulture);
        var answer = await page.RunAndWaitForResponseAsync(
            press ?? (() => AskButton.ClickAsync()), response => new Uri(response.Url).AbsolutePath.EndsWith("/look", StringComparison.Ordinal));
        Assert.Equal((int)HttpStatusCode.Accepted, answer.Status);
        await page.WaitForFunctionAsync(
            "([order, before]) => Number(document.getElementById(order).querySelector('.looks').textContent) > before", new object[] { orderId, before });
    }

    private ILocator Button(string does) => page.GetByRole(AriaRole.Button, new() { Name = $"{does} {orderId}", Exact = true });
}
