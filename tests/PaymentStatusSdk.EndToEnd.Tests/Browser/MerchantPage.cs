using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace PaymentStatusSdk.EndToEnd.Tests.Browser;

/// <summary>The pages of the sample, in the terms of its users: the shop, and the dashboard behind its links.</summary>
internal sealed class MerchantPage(IBrowserContext context, IPage page) : IAsyncDisposable
{
    private readonly ConcurrentQueue<string> _errors = new();
    private readonly ConcurrentQueue<Uri> _requests = new();

    public IPage Page => page;

    /// <summary>All requests of the pages.</summary>
    public IReadOnlyCollection<Uri> Requests => _requests;

    /// <summary>Errors of their scripts and of their resources.</summary>
    public IReadOnlyCollection<string> Errors => _errors;

    public ILocator Connection => page.Locator("#connection");

    public ILocator OrderSystem => page.GetByRole(AriaRole.Checkbox, new() { Name = "The order system is up" });

    public ILocator GatewaysAnswer => page.GetByRole(AriaRole.Checkbox, new() { Name = "Cards and PPRO answer at once" });

    public ILocator Workers => page.Locator(".worker[data-running=true]");

    public ILocator Takeovers => page.Locator("#takeovers li");

    public static async Task<MerchantPage> OpenAsync(IBrowserContext context)
    {
        var page = await context.NewPageAsync();
        var opened = new MerchantPage(context, page);
        page.Request += (_, request) => opened._requests.Enqueue(new Uri(request.Url));
        page.PageError += (_, error) => opened._errors.Enqueue(error);
        page.Console += (_, message) =>
        {
            if (message.Type == "error") opened._errors.Enqueue(message.Text);
        };
        await opened.OpenShopAsync();
        return opened;
    }

    public async Task OpenShopAsync()
    {
        await page.GotoAsync("/");
        await Expect(Connection).ToHaveTextAsync("Live");
    }

    /// <summary>Starts a payment with its button.</summary>
    public Task<OrderCard> StartAsync(string gateway) => StartAsync(() => page.Locator($"#start-{gateway}").ClickAsync());

    /// <summary>Starts a payment by another way to the button.</summary>
    public async Task<OrderCard> StartAsync(Func<Task> press)
    {
        using var order = JsonDocument.Parse(await (await RunAsync("POST", "/api/orders", press)).TextAsync());
        var card = new OrderCard(page, order.RootElement.GetProperty("orderId").GetString()!);
        await Expect(card.Instruction).ToHaveTextAsync("Wait");
        return card;
    }

    /// <summary>Moves a switch, and waits until the shop knows it.</summary>
    public Task SwitchAsync(ILocator box, bool isOn) => RunAsync("PUT", "/api/", () => box.SetCheckedAsync(isOn));

    /// <summary>Returns the number of the worker's process.</summary>
    public static async Task<int> ProcessOfAsync(ILocator worker) =>
        int.Parse((await worker.GetAttributeAsync("data-process"))!, CultureInfo.InvariantCulture);

    /// <summary>Returns the width of the content beyond the window.</summary>
    public Task<int> OverflowAsync() =>
        page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth");

    public async ValueTask DisposeAsync() => await context.DisposeAsync();

    private Task<IResponse> RunAsync(string method, string path, Func<Task> act) => page.RunAndWaitForResponseAsync(
        act, response => response.Request.Method == method && response.Ok
            && new Uri(response.Url).AbsolutePath.StartsWith(path, StringComparison.Ordinal));
}
