using System.Globalization;
using Microsoft.Playwright;
using PaymentStatusSdk.Tracking;
using static Microsoft.Playwright.Assertions;

namespace PaymentStatusSdk.EndToEnd.Tests.Browser;

/// <summary>The page of one payment in the dashboard.</summary>
internal sealed class DashboardPayment(IPage page)
{
    public ILocator Title => page.GetByRole(AriaRole.Heading, new() { Level = 1 });

    public ILocator Changes => page.Locator("table.changes tbody tr");

    /// <summary>The changes whose delivery has this status. A state may have the same name.</summary>
    public ILocator ChangesWith(DeliveryStatus status) => Changes.Filter(
        new() { Has = page.Locator("td[data-label=Delivery]", new() { HasText = status.ToString() }) });

    /// <summary>The value beside a name.</summary>
    public ILocator Value(string name) =>
        page.Locator(".fields > div").Filter(new() { Has = page.GetByText(name, new() { Exact = true }) }).Locator("dd");

    /// <summary>Requests a check, and waits until the page shows a check that completed afterwards.</summary>
    public async Task CheckAsync()
    {
        var before = int.Parse(await Value("Checks").InnerTextAsync(), CultureInfo.InvariantCulture);
        await page.GetByRole(AriaRole.Button, new() { Name = "Check now", Exact = true }).ClickAsync();
        await page.WaitForURLAsync("**?done=check");
        await page.WaitForFunctionAsync(
            "before => [...document.querySelectorAll('.fields > div')].some(one => one.querySelector('dt').textContent === 'Checks'"
                + " && Number(one.querySelector('dd').textContent) > before)",
            before);
        await Expect(Value("Last outcome")).ToHaveTextAsync(nameof(LookupOutcome.Answered));
    }
}
